import { as } from '../access.ts';
import { AggregateQuery, Aggregates } from '../aggregates.ts';
import { JobQuery } from '../details-query.ts';
import { JobParams } from '../ids.ts';
import { JobMade, JobResults, JobResultsQuery, JobStatus } from '../job.ts';
import { defineRoute } from '../route.ts';

const tag = 'Figures and jobs';
const access = [as('granted', 'analytics:conversationDetail:view')] as const;
const own = [as('self', 'analytics:conversationDetail:view')] as const;

/** Figures of conversations: how often, how long, by queue, user and interval. */
export const queryAggregates = defineRoute({
  name: 'query-aggregates',
  method: 'POST',
  path: '/analytics/conversations/aggregates/query',
  summary: 'Figures of conversations: how often, how long, by queue, user and interval',
  sdk: 'postAnalyticsConversationsAggregatesQuery',
  tag,
  access,
  body: AggregateQuery,
  response: Aggregates,
  statuses: [200],
  errors: ['bad.request'],
});

/** Makes a job of a question whose answer is long. */
export const postDetailsJob = defineRoute({
  name: 'post-details-job',
  method: 'POST',
  path: '/analytics/conversations/details/jobs',
  summary: 'Makes a job of a question whose answer is long',
  sdk: 'postAnalyticsConversationsDetailsJobs',
  tag,
  access,
  body: JobQuery,
  response: JobMade,
  statuses: [202],
  errors: ['bad.request'],
});

/** Reads how far my job is. */
export const getDetailsJob = defineRoute({
  name: 'get-details-job',
  method: 'GET',
  path: '/analytics/conversations/details/jobs/{jobId}',
  summary: 'Reads how far my job is',
  sdk: 'getAnalyticsConversationsDetailsJob',
  tag,
  access: own,
  params: JobParams,
  response: JobStatus,
  statuses: [200],
  errors: ['not.found'],
});

/** Reads the results of my job, page by page, as far as I may see them now. */
export const getDetailsJobResults = defineRoute({
  name: 'get-details-job-results',
  method: 'GET',
  path: '/analytics/conversations/details/jobs/{jobId}/results',
  summary: 'Reads the results of my job, page by page, as far as I may see them now',
  sdk: 'getAnalyticsConversationsDetailsJobResults',
  tag,
  access: own,
  params: JobParams,
  query: JobResultsQuery,
  response: JobResults,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Deletes my job. */
export const deleteDetailsJob = defineRoute({
  name: 'delete-details-job',
  method: 'DELETE',
  path: '/analytics/conversations/details/jobs/{jobId}',
  summary: 'Deletes my job',
  sdk: 'deleteAnalyticsConversationsDetailsJob',
  tag,
  access: own,
  params: JobParams,
  statuses: [204],
  errors: ['not.found'],
});
