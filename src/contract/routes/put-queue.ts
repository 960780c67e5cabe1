import { QueueParams } from '../params.ts';
import { Queue, QueueInput } from '../queue.ts';
import { defineRoute } from '../route.ts';

/** Creates or changes a queue. */
export const putQueue = defineRoute({
  name: 'put-queue',
  method: 'PUT',
  path: '/routing/queues/{queueId}',
  summary: 'Creates or changes a queue',
  tag: 'Routing',
  permissions: ['routing:queue:edit'],
  params: QueueParams,
  body: QueueInput,
  response: Queue,
  statuses: [200],
  errors: ['bad.request'],
});
