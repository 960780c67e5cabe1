import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { http, ok } from '../../src/app/http.ts';
import * as routes from '../../src/contract/routes/conversations.ts';
import { wholeOf } from '../../src/domain/conversation/whole-conversation.ts';
import { readMyInteractions } from '../../src/domain/views/my-interactions.ts';

export const needs = ports(
  revocations('revokedAt'),
  heads('get'),
  interactions('panelOf'),
  records('heldBy'),
);

export const handler = http(routes.getWholeConversations, needs, async (deps, { me, query }) => {
  const none = !['message', undefined].includes(query.communicationType?.toLowerCase());
  const { entities } = none ? { entities: [] } : await readMyInteractions(deps, me);
  return ok({ entities: entities.map(wholeOf) });
});
