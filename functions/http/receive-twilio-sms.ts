import { recipients } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { signedByTwilio } from '../../src/adapters/twilio-signature.ts';
import { http, ok } from '../../src/app/http.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';
import { receiveSms } from '../../src/domain/messages/receive-twilio.ts';

export const needs = ports(
  rates('take'),
  heads('create', 'apply', 'get'),
  transcript('put'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
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
