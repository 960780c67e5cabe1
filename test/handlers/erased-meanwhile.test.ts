import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { client } from '../../src/adapters/dynamodb/table.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { end, erase } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { debtOf } from '../../src/domain/head/wrap-up-debt.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { requestOf, userRoutes } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

/** What changes a conversation that is there, by its path or by the address that it is in. */
const changing = userRoutes.filter(
  ({ method, path, name }) =>
    method !== 'GET' &&
    name !== 'delete-conversation' &&
    /\{conversationId\}|\/inbound\/open\/(message|event)$/.test(path),
);

/** Bodies by which a route writes beside the head, where the smallest that its schema takes does not. */
const bodies: Readonly<Record<string, unknown>> = {
  'patch-participant': { wrapup: { code: 'solved', notes: 'secret' } },
  'patch-attributes': { attributes: { secret: 'secret' } },
  'patch-whole-attributes': { attributes: { secret: 'secret' } },
  'receive-open-message': anInboundMessage({ from: 'address', text: 'secret' }),
  'receive-open-event': {
    channel: { from: { id: 'address' } },
    events: [{ eventType: 'Typing', typing: { type: 'On' } }],
  },
};

type Meanwhile = (head: Head) => Promise<void>;

describe('what is written of a conversation while it goes', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  /** What happens before the next write of this conversation beside its head. */
  let meanwhile: { readonly pk: string; readonly act: () => Promise<void> } | undefined;

  beforeAll(async () => {
    await stores().queues.put('tenant-a', { id: 'queue-1', name: 'Q', division: { id: 'division-1' } });
    const integration = { id: 'integration-1', messageType: 'open', queue: { id: 'queue-1' } } as const;
    await stores().integrations.put('tenant-a', integration);
    client().middlewareStack.add(
      (next) => async (args) => {
        const { TableName, Item, Key } = args.input as {
          TableName: string;
          Item?: { pk: string };
          Key?: { pk: string };
          UpdateExpression?: string;
        };
        const writes = Item !== undefined || 'UpdateExpression' in args.input;
        const due = meanwhile;
        if (due !== undefined && writes && TableName !== 'Conversations' && (Item ?? Key)?.pk === due.pk) {
          meanwhile = undefined;
          await due.act();
        }
        return next(args);
      },
      { step: 'initialize', name: 'meanwhile' },
    );
  });

  const partition = async (from: DynamoDBDocumentClient, TableName: string, pk: string) => {
    const { Items = [] } = await from.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return Items;
  };

  /** Calls a route; answers what is left of the conversation, or undefined where the route wrote nothing beside the head. */
  const kept = async (route: Route, act: Meanwhile) => {
    const part = { participantId: 'a9', userId: 'agent-1' };
    const later = Date.now() + 3_600_000;
    const { head } = await stores().heads.create(
      aHead({ acw: { [debtOf(part)]: 1 }, fence: 1, lease: aLease({ expires: later }) }),
    );
    const pk = conversationPk(head);
    const address = {
      tenantId: 'tenant-a',
      integrationId: 'integration-1',
      from: `address-${head.conversationId}`,
    };
    await stores().addresses.point(address, undefined, head.conversationId);
    const participantId = route.name === 'patch-participant' ? 'a9' : 'a1';
    const ids = { conversationId: head.conversationId, communicationId: 'a1', participantId };
    const said = requestOf(route, { ...ids, panelId: 'order', noteId: 'n', integrationId: 'integration-1' });
    const body = JSON.stringify(bodies[route.name] ?? said.body);
    const userId = route.tag === 'Notes' ? 'supervisor-1' : 'agent-1';
    meanwhile = { pk, act: () => act(head) };
    await call(route.name, {
      me: aPrincipal({ userId, expires: later }),
      ...said,
      ...(body === undefined ? {} : { raw: body.replaceAll('"address"', `"${address.from}"`) }),
    });
    const wrote = meanwhile === undefined;
    meanwhile = undefined;
    const [records, transcript] = await Promise.all(
      ['Records', 'Transcript'].map((table) => partition(engine.client(), table, pk)),
    );
    return wrote ? { records: records ?? [], transcript: transcript ?? [] } : undefined;
  };

  const ending: Meanwhile = async (head) => {
    await stores().heads.apply(head, end(Date.now()));
  };
  const wrote = new Set<string>();

  test.each(changing)(
    'Given a conversation that is erased while $name writes, when it is done, then nothing of it is left',
    async (route) => {
      const left = await kept(route, async (head) => {
        await ending(head);
        const erased = await stores().heads.apply(head, erase(Date.now()));
        await stores().archive.erase(erased.head ?? head, Date.now(), 0);
      });
      if (left === undefined) return;
      wrote.add(route.name);
      expect(left.records).toEqual([]);
      expect(left.transcript.filter(({ ttl }) => ttl === undefined)).toEqual([]);
      expect(JSON.stringify(left.transcript)).not.toContain('secret');
    },
  );

  test.each(changing)(
    'Given a conversation that is given its time while $name writes, when it is done, then all of it expires',
    async (route) => {
      const left = await kept(route, async (head) => {
        await ending(head);
        const ended = (await stores().heads.get(head)) ?? head;
        await stores().archive.expire(ended, Date.now() + 86_400_000, 0);
      });
      if (left === undefined) return;
      expect([...left.records, ...left.transcript].filter(({ ttl }) => ttl === undefined)).toEqual([]);
    },
  );

  test('what writes beside the head is among the routes that were called', () => {
    expect([...wrote]).toEqual(
      expect.arrayContaining([
        'put-panel',
        'patch-attributes',
        'put-note',
        'patch-participant',
        'send-agent-message',
        'receive-open-message',
      ]),
    );
    expect(routes.length).toBeGreaterThan(changing.length);
  });
});
