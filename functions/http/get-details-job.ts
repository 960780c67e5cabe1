import { jobs } from '../../src/adapters/dynamodb/job-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/jobs.ts';
import { readJob } from '../../src/domain/views/details-job.ts';

export const needs = ports(revocations('revokedAt'), jobs('get'));

export const handler = http(routes.getDetailsJob, needs, async (deps, { me, params }) =>
  ok(await readJob(deps, me, params.jobId)),
);
