import * as z from 'zod';
import { ConversationDetails } from './analytics.ts';
import { Cursor, DetailsQueryResult } from './details-query.ts';
import { Id } from './ids.ts';

/** A job that was made (SDK AsyncQueryResponse). */
export const JobMade = z.object({ jobId: Id }).meta({ id: 'AsyncQueryResponse' });

/** How far a job is: here it is a kept question, which is answered as its results are read (SDK AsyncQueryStatus). */
export const JobStatus = z
  .object({
    state: z.literal('FULFILLED'),
    submissionDate: z.iso.datetime(),
    completionDate: z.iso.datetime(),
    expirationDate: z.iso.datetime(),
  })
  .meta({ id: 'AsyncQueryStatus' });
export type JobStatus = z.infer<typeof JobStatus>;

/** Which page of a job's results: from the cursor of the page before. */
export const JobResultsQuery = z.object({
  cursor: Cursor.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(100),
});
export type JobResultsQuery = z.infer<typeof JobResultsQuery>;

/** A page of results, and where to read on, where there may be more (SDK AnalyticsConversationAsyncQueryResponse). */
export const JobResults = z
  .object({
    conversations: z.array(ConversationDetails),
    cursor: DetailsQueryResult.shape.cursor,
    dataAvailabilityDate: z.iso.datetime(),
  })
  .meta({ id: 'AnalyticsConversationAsyncQueryResponse' });
export type JobResults = z.infer<typeof JobResults>;
