import type { DetailsJob, JobStore } from '../../domain/views/details-job.ts';

/** Jobs in memory. */
export const memoryJobStore = (): JobStore => {
  const jobs = new Map<string, DetailsJob>();
  return {
    put: async (tenantId, job) => void jobs.set(`${tenantId}#${job.id}`, job),
    get: async (tenantId, jobId) => jobs.get(`${tenantId}#${jobId}`),
    remove: async (tenantId, jobId) => void jobs.delete(`${tenantId}#${jobId}`),
  };
};
