import { deliveries } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { signedByTwilio } from '../../src/adapters/twilio-signature.ts';
import { http, ok } from '../../src/app/http.ts';
import { signature } from '../../src/app/signature.ts';
import * as routes from '../../src/contract/routes/channels.ts';
import { receiveTwilioStatus } from '../../src/domain/messages/receive-twilio.ts';

export const needs = ports(
  rates('take'),
  relocations('of'),
  deliveries('find', 'advance'),
  heads('get'),
  notices('put'),
  secrets('get'),
);

export const handler = http(
  routes.receiveTwilioStatus,
  needs,
  async (deps, { params, body }) => {
    await receiveTwilioStatus(deps, params, params.messageId, body);
    return ok('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  },
  signature(routes.receiveTwilioStatus, 'twilio', needs, signedByTwilio),
);
