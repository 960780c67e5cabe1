import { deliveries } from '../../src/adapters/dynamodb/delivery-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { signedByMeta } from '../../src/adapters/meta-signature.ts';
import { ports } from '../../src/adapters/port.ts';
import { fetches } from '../../src/adapters/queue.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { http, ok } from '../../src/app/http.ts';
import { receiving } from '../../src/app/receiving.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';
import { receiveMeta } from '../../src/domain/messages/receive-meta.ts';

export const needs = ports(
  rates('take'),
  relocations('of'),
  ...receiving,
  fetches('enqueue'),
  deliveries('find', 'advance'),
  notices('put'),
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
