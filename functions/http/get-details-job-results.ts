import { cursors } from '../../src/adapters/dynamodb/cursor-keys.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { jobs } from '../../src/adapters/dynamodb/job-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/jobs.ts';
import { readJobResults } from '../../src/domain/views/details-job.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  records('facts'),
  interactions('get', 'range'),
  cursors('seal', 'open'),
  jobs('get'),
);

export const handler = http(routes.getDetailsJobResults, needs, async (deps, { me, params, query }) =>
  ok(await readJobResults(deps, me, params.jobId, query)),
);
