import { as, audited } from '../access.ts';
import { QueueParams } from '../ids.ts';
import { NewQueue, PageQuery, Queue, QueueInput, Queues } from '../queue.ts';
import { defineRoute } from '../route.ts';

/** Creates or changes a queue. */
export const putQueue = defineRoute({
  name: 'put-queue',
  method: 'PUT',
  path: '/routing/queues/{queueId}',
  summary: 'Creates or changes a queue',
  sdk: 'putRoutingQueue',
  tag: 'Routing',
  access: [audited(as('queue', 'routing:queue:edit'), 'queue.changed')],
  params: QueueParams,
  body: QueueInput,
  response: Queue,
  statuses: [200],
  errors: ['bad.request'],
});

/** Creates a queue under an id that is made for it. */
export const postQueue = defineRoute({
  name: 'post-queue',
  method: 'POST',
  path: '/routing/queues',
  summary: 'Creates a queue under an id that is made for it',
  sdk: 'postRoutingQueues',
  tag: 'Routing',
  access: [audited(as('granted', 'routing:queue:edit'), 'queue.changed')],
  body: NewQueue,
  response: Queue,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
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
