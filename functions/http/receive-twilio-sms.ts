import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { fetches } from '../../src/adapters/queue.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { signedByTwilio } from '../../src/adapters/twilio-signature.ts';
import { http, ok } from '../../src/app/http.ts';
import { receiving } from '../../src/app/receiving.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';
import { receiveSms } from '../../src/domain/messages/receive-twilio.ts';

export const needs = ports(
  rates('take'),
  relocations('of'),
  ...receiving,
  fetches('enqueue'),
  secrets('get'),
);

export const handler = http(
  routes.receiveTwilioSms,
  needs,
  async (deps, { params, body }) => {
    await receiveSms(deps, params, body);
    return ok('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  },
  signature(routes.receiveTwilioSms, 'twilio', needs, signedByTwilio),
);
