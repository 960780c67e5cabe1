import { as, audited } from '../access.ts';
import { QueueParams } from '../ids.ts';
import { PageQuery, Queue, QueueInput, Queues } from '../queue.ts';
import { defineRoute } from '../route.ts';

/** Creates or changes a queue. */
export const putQueue = defineRoute({
  name: 'put-queue',
  method: 'PUT',
  path: '/routing/queues/{queueId}',
  summary: 'Creates or changes a queue',
  tag: 'Routing',
  access: [audited(as('queue', 'routing:queue:edit'), 'queue.changed')],
  params: QueueParams,
  body: QueueInput,
  response: Queue,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads a queue. */
export const getQueue = defineRoute({
  name: 'get-queue',
  method: 'GET',
  path: '/routing/queues/{queueId}',
  summary: 'Reads a queue',
  sdk: 'getRoutingQueue',
  tag: 'Routing',
  access: [as('queue', 'routing:queue:view', 'routing:queue:edit')],
  params: QueueParams,
  response: Queue,
  statuses: [200],
  errors: ['not.found'],
});

/** Deletes a queue. */
export const deleteQueue = defineRoute({
  name: 'delete-queue',
  method: 'DELETE',
  path: '/routing/queues/{queueId}',
  summary: 'Deletes a queue',
  sdk: 'deleteRoutingQueue',
  tag: 'Routing',
  access: [audited(as('queue', 'routing:queue:edit'), 'queue.deleted')],
  params: QueueParams,
  statuses: [204],
  errors: ['not.found'],
});

/** Lists queues. */
export const getQueues = defineRoute({
  name: 'get-queues',
  method: 'GET',
  path: '/routing/queues',
  summary: 'Lists queues',
  sdk: 'getRoutingQueues',
  tag: 'Routing',
  access: [as('granted', 'routing:queue:view', 'routing:queue:edit')],
  query: PageQuery,
  response: Queues,
  statuses: [200],
  errors: ['bad.request'],
});
