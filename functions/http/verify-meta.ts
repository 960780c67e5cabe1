import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { asksWithVerifyToken } from '../../src/adapters/meta-signature.ts';
import { ports } from '../../src/adapters/port.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { http, ok } from '../../src/app/http.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';

export const needs = ports(rates('take'), relocations('of'), secrets('get'));

export const handler = http(
  routes.verifyMeta,
  needs,
  async (_deps, { query }) => ok(query['hub.challenge']),
  signature(routes.verifyMeta, 'meta', needs, asksWithVerifyToken),
);
