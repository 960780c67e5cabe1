import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { audits, revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { done, http } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/records.ts';
import { deleteConversation } from '../../src/domain/views/records.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get', 'apply'),
  archive('erase'),
  interactions('get', 'replace'),
  media('erase'),
  audits('add'),
);

export const handler = http(routes.deleteConversation, needs, async (deps, { me, params }) =>
  done(await deleteConversation(deps, me, params.conversationId)),
);
