import { jobs } from '../../src/adapters/dynamodb/job-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/jobs.ts';
import { deleteJob } from '../../src/domain/views/details-job.ts';

export const needs = ports(revocations('revokedAt'), jobs('get', 'remove'));

export const handler = http(routes.deleteDetailsJob, needs, async (deps, { me, params }) =>
  done(await deleteJob(deps, me, params.jobId)),
);
