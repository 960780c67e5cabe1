import { jobs } from '../../src/adapters/dynamodb/job-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/jobs.ts';
import { makeJob } from '../../src/domain/views/details-job.ts';

export const needs = ports(revocations('revokedAt'), jobs('put'));

export const handler = http(routes.postDetailsJob, needs, async (deps, { me, body }) => ({
  status: 202,
  body: await makeJob(deps, me, body),
}));
