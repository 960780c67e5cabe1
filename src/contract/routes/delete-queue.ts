import { QueueParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Deletes a queue. */
export const deleteQueue = defineRoute({
  name: 'delete-queue',
  method: 'DELETE',
  path: '/routing/queues/{queueId}',
  summary: 'Deletes a queue',
  sdk: 'deleteRoutingQueue',
  tag: 'Routing',
  permissions: ['routing:queue:edit'],
  params: QueueParams,
  statuses: [204],
  errors: ['not.found'],
});
