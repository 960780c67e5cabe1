import { QueueActivity } from '../observation.ts';
import { QueueParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a queue's interactions and agents: Queue Activity. */
export const getQueueActivity = defineRoute({
  name: 'get-queue-activity',
  method: 'GET',
  path: '/analytics/queues/{queueId}/activity',
  summary: "Reads a queue's interactions and agents: Queue Activity",
  tag: 'Analytics',
  permissions: ['analytics:queueObservation:view'],
  params: QueueParams,
  response: QueueActivity,
  statuses: [200],
  errors: ['not.found'],
});
