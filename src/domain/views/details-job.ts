import type { JobQuery } from '../../contract/details-query.ts';
import type { JobResults, JobResultsQuery, JobStatus } from '../../contract/job.ts';
import { limits } from '../../contract/limits.ts';
import { type Clock, iso, type NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { type PagingDeps, queryDetails } from './query-details.ts';

/** A question that is kept for who asked it. Times are ms since the epoch. */
export interface DetailsJob {
  readonly id: string;
  readonly userId: string;
  readonly query: JobQuery;
  readonly submitted: number;
  readonly until: number;
}

/** Where jobs live, until they are over. */
export interface JobStore {
  put(tenantId: string, job: DetailsJob): Promise<void>;
  get(tenantId: string, jobId: string): Promise<DetailsJob | undefined>;
  remove(tenantId: string, jobId: string): Promise<void>;
}

type Jobs<M extends keyof JobStore> = { readonly jobs: Pick<JobStore, M>; readonly clock: Clock };

/** Keeps a question for its caller, for a day. */
export const makeJob = async (
  { jobs, clock, newId }: Jobs<'put'> & { readonly newId: NewId },
  me: Principal,
  query: JobQuery,
): Promise<{ jobId: string }> => {
  const [id, now] = [newId(), clock.now()];
  await jobs.put(me.tenantId, { id, userId: me.userId, query, submitted: now, until: now + limits.jobMs });
  return { jobId: id };
};

/** The caller's own job. Errors: not.found, also for one that is over or another's. */
const ownJob = async ({ jobs, clock }: Jobs<'get'>, me: Principal, jobId: string): Promise<DetailsJob> => {
  const job = await jobs.get(me.tenantId, jobId);
  if (job?.userId !== me.userId || job.until <= clock.now()) throw new Failure('not.found');
  return job;
};

/** How far a job is. Errors: not.found. */
export const readJob = async (deps: Jobs<'get'>, me: Principal, jobId: string): Promise<JobStatus> => {
  const { submitted, until } = await ownJob(deps, me, jobId);
  const submissionDate = iso(submitted);
  return { state: 'FULFILLED', submissionDate, completionDate: submissionDate, expirationDate: iso(until) };
};

/** A page of what a job asks for, as far as the caller may see it now. Errors: not.found, bad.request. */
export const readJobResults = async (
  deps: PagingDeps & Jobs<'get'>,
  me: Principal,
  jobId: string,
  { cursor, pageSize }: JobResultsQuery,
): Promise<JobResults> => {
  const { query } = await ownJob(deps, me, jobId);
  const paging = { pageSize, pageNumber: 1, ...(cursor === undefined ? {} : { cursor }) };
  const page = await queryDetails(deps, me, { ...query, aggregations: [], paging });
  return {
    conversations: page.conversations,
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    dataAvailabilityDate: iso(deps.clock.now()),
  };
};

/** Deletes the caller's own job. Errors: not.found. */
export const deleteJob = async (
  deps: Jobs<'get'> & Jobs<'remove'>,
  me: Principal,
  jobId: string,
): Promise<void> => {
  await ownJob(deps, me, jobId);
  await deps.jobs.remove(me.tenantId, jobId);
};
