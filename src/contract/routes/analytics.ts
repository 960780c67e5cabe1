import { as } from '../access.ts';
import { ConversationDetails, DetailsOfSeveral, SeveralQuery } from '../analytics.ts';
import { DetailsQuery, DetailsQueryResult } from '../details-query.ts';
import { ConversationParams, QueueParams } from '../ids.ts';
import { ObservationQuery, Observations, QueueActivity } from '../observation.ts';
import { defineRoute } from '../route.ts';
import { Timeline } from '../timeline.ts';
import { UserObservationQuery, UserObservations } from '../user-observation.ts';

/** Reads what happened to a conversation, and when. */
export const getTimeline = defineRoute({
  name: 'get-timeline',
  method: 'GET',
  path: '/analytics/conversations/{conversationId}/timeline',
  summary: 'Reads what happened to a conversation, and when',
  tag: 'Analytics',
  access: [
    as('present', 'analytics:conversationDetail:view'),
    as('division', 'analytics:conversationDetail:view'),
  ],
  params: ConversationParams,
  response: Timeline,
  statuses: [200],
  errors: ['not.found'],
});

/** Finds interactions: the Interactions view. */
export const queryDetails = defineRoute({
  name: 'query-details',
  method: 'POST',
  path: '/analytics/conversations/details/query',
  summary: 'Finds interactions: the Interactions view',
  sdk: 'postAnalyticsConversationsDetailsQuery',
  tag: 'Analytics',
  access: [as('granted', 'analytics:conversationDetail:view')],
  body: DetailsQuery,
  response: DetailsQueryResult,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads a conversation's details and metrics. */
export const getDetails = defineRoute({
  name: 'get-details',
  method: 'GET',
  path: '/analytics/conversations/{conversationId}/details',
  summary: "Reads a conversation's details and metrics",
  sdk: 'getAnalyticsConversationDetails',
  tag: 'Analytics',
  access: [
    as('present', 'analytics:conversationDetail:view'),
    as('division', 'analytics:conversationDetail:view'),
  ],
  params: ConversationParams,
  response: ConversationDetails,
  statuses: [200],
  errors: ['not.found'],
});

/** Counts what is in each queue now. */
export const queryObservations = defineRoute({
  name: 'query-observations',
  method: 'POST',
  path: '/analytics/queues/observations/query',
  summary: 'Counts what is in each queue now',
  sdk: 'postAnalyticsQueuesObservationsQuery',
  tag: 'Analytics',
  access: [as('granted', 'analytics:queueObservation:view')],
  body: ObservationQuery,
  response: Observations,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Reads a queue's interactions and agents: Queue Activity. */
export const getQueueActivity = defineRoute({
  name: 'get-queue-activity',
  method: 'GET',
  path: '/analytics/queues/{queueId}/activity',
  summary: "Reads a queue's interactions and agents: Queue Activity",
  tag: 'Analytics',
  access: [as('queue', 'analytics:queueObservation:view')],
  params: QueueParams,
  response: QueueActivity,
  statuses: [200],
  errors: ['not.found'],
});

/** Observes users: presence, routing status, conversations, queues. */
export const queryUserObservations = defineRoute({
  name: 'query-user-observations',
  method: 'POST',
  path: '/analytics/users/observations/query',
  summary: 'Observes users: presence, routing status, conversations, queues',
  sdk: 'postAnalyticsUsersObservationsQuery',
  tag: 'Analytics',
  access: [as('granted', 'presence:userPresence:view')],
  body: UserObservationQuery,
  response: UserObservations,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads the details of several conversations; those that are not the caller's to see are left out. */
export const getSeveralDetails = defineRoute({
  name: 'get-several-details',
  method: 'GET',
  path: '/analytics/conversations/details',
  summary: 'Reads the details of several conversations',
  sdk: 'getAnalyticsConversationsDetails',
  tag: 'Analytics',
  access: [as('granted', 'analytics:conversationDetail:view')],
  query: SeveralQuery,
  response: DetailsOfSeveral,
  statuses: [200],
  errors: ['bad.request'],
});
