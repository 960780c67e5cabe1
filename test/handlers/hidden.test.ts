import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Permission } from '../../src/contract/permissions.ts';
import type { Head } from '../../src/domain/head/head.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import { conversationRoutes, type PathIds, requestOf } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

/** What a path's parameters stand for, of one conversation. */
const idsOf = (id: string): PathIds => ({
  conversationId: id,
  sessionId: `${id}.m1`,
  messageId: `${id}.1`,
  participantId: 'a1',
  communicationId: 'a1',
  panelId: 'order',
  noteId: 'n1',
  mediaId: '00000000-0000-4000-8000-000000000000',
});

const bytes = (answer: Answer) => ({
  status: answer.status,
  headers: answer.headers,
  text: answer.text.replaceAll(answer.requestId, 'request'),
});

describe('what is not the caller\u2019s business', () => {
  const engine = useEngine();
  useHandlers(engine);
  const heads = new Map<string, Head>();
  const stranger = aPrincipal({ userId: 'stranger', name: 'Stranger', divisions: ['division-9'] });
  const foreigner = aPrincipal({ tenantId: 'tenant-b', userId: 'foreigner', name: 'Foreigner' });

  beforeAll(async () => {
    const stores = dynamoStores(engine.client(), setClock());
    for (const me of [stranger, foreigner])
      await stores.presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: 1,
        version: 1,
      });
    const monitored = { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) };
    for (const [name, given] of Object.entries({
      running: {},
      monitored,
      ended: { state: 'ended', endTime: 1 } as const,
    })) {
      const { head } = await stores.heads.create(aHead(given));
      const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 't' } as const;
      await stores.transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
      heads.set(name, head);
    }
  });

  test.each(conversationRoutes)(
    'Given another tenant\u2019s or division\u2019s conversation, when $name names it, then it is not found, to the byte as if it never was',
    async (route) => {
      const ask = async (me: Principal, id: string) =>
        bytes(await call(route.name, { me, ...requestOf(route, idsOf(id)) }));
      for (const me of [stranger, foreigner]) {
        const unknown = await ask(me, randomUUID());
        expect(unknown.status).toBe(404);
        for (const head of heads.values()) {
          expect(await ask(me, head.conversationId)).toEqual(unknown);
        }
      }
      const stores = dynamoStores(engine.client(), setClock());
      for (const head of heads.values()) expect(await stores.heads.get(head)).toEqual(head);
    },
  );

  test('Given another tenant\u2019s or division\u2019s queue, when it is read, changed or deleted, then it is not found and stays', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const queue = { id: randomUUID(), name: 'Queue', division: { id: 'division-1' } };
    await stores.queues.put('tenant-a', queue);
    const params = { queueId: queue.id };
    const body = { name: 'Taken', division: { id: 'division-9' } };
    expect((await call('get-queue', { me: stranger, params })).status).toBe(404);
    expect((await call('put-queue', { me: stranger, params, body })).status).toBe(404);
    expect((await call('delete-queue', { me: stranger, params })).status).toBe(404);
    expect((await call('get-queue', { me: foreigner, params })).status).toBe(404);
    expect((await call('delete-queue', { me: foreigner, params })).status).toBe(404);
    expect(await stores.queues.get('tenant-a', queue.id)).toEqual(queue);
  });

  test.each([
    ['send-agent-message', 'conversation:message:create'],
    ['start-monitoring', 'conversation:message:monitor'],
    ['get-audits', 'conversation:record:manage'],
    ['put-queue', 'routing:queue:edit'],
    ['put-integration', 'messaging:integration:edit'],
    ['receive-open-message', 'messaging:integration:ingest'],
  ] as const)(
    'Given a caller without the permission of %s, when they call it with anything, then they are told %s',
    async (name, permission) => {
      const me: Principal = { ...stranger, permissions: Permission.options.filter((p) => p !== permission) };
      const answer = await call(name, { me, params: { conversationId: 'a b' }, body: {} });
      expect(answer.json).toMatchObject({ status: 403, code: 'missing.permissions' });
      expect((answer.json as { messageParams: { permission: string } }).messageParams.permission).toContain(
        permission,
      );
    },
  );
});
