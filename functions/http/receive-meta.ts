import { deliveries, recipients } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { signedByMeta } from '../../src/adapters/meta-signature.ts';
import { ports } from '../../src/adapters/port.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { http, ok } from '../../src/app/http.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';
import { receiveMeta } from '../../src/domain/messages/receive-meta.ts';

export const needs = ports(
  rates('take'),
  heads('create', 'apply', 'get'),
  transcript('put'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
  deliveries('find', 'advance'),
  secrets('get'),
);

export const handler = http(
  routes.receiveMeta,
  needs,
  async (deps, { params, body }) => {
    await receiveMeta(deps, params, body);
    return ok('');
  },
  signature(routes.receiveMeta, 'meta', needs, signedByMeta),
);
