import { QueueParams } from '../params.ts';
import { Queue } from '../queue.ts';
import { defineRoute } from '../route.ts';

/** Reads a queue. */
export const getQueue = defineRoute({
  name: 'get-queue',
  method: 'GET',
  path: '/routing/queues/{queueId}',
  summary: 'Reads a queue',
  sdk: 'getRoutingQueue',
  tag: 'Routing',
  permissions: ['routing:queue:view', 'routing:queue:edit'],
  params: QueueParams,
  response: Queue,
  statuses: [200],
  errors: ['not.found'],
});
