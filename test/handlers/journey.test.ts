import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Journey } from '../../src/contract/journey.ts';
import type { Panel } from '../../src/contract/panel.ts';
import { end } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { claim } from '../../src/domain/head/monitoring-transitions.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { recordChange } from '../../src/domain/timeline/derive-facts.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { dynamoStores } from '../support/stores.ts';

describe('the journey of a customer', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const admin = aPrincipal({ userId: 'admin', name: 'Admin' });
  const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One', divisions: ['division-1'] });
  const other = aPrincipal({ userId: 'agent-2', name: 'Agent Two', divisions: ['division-2'] });

  beforeAll(async () => {
    for (const part of ['1', '2']) {
      const queue = { id: `queue-${part}`, name: 'Queue', division: { id: `division-${part}` } };
      await stores().queues.put('tenant-a', queue);
    }
  });

  /** Brings the views up to a head, as the stream does. */
  const recorded = async (old: Head | undefined, next: Head): Promise<Head> => {
    await recordChange(stores(), old, next);
    await recordInteraction(stores(), old, next);
    return next;
  };
  const join = async (head: Head, me: Principal, purpose: 'agent' | 'bot' = 'agent'): Promise<Head> => {
    const body = { purpose, user: { id: me.userId, name: me.name }, queue: { id: head.queueId } };
    const { conversationId } = head;
    const joined = await call('connect-participant', { me, params: { conversationId }, body });
    expect(joined.text).toContain(me.userId);
    return recorded(head, (await stores().heads.get(head)) as Head);
  };
  const finish = async (head: Head): Promise<Head> => {
    const ended = await stores().heads.apply(head, end(Date.now()));
    return recorded(head, ended.head as Head);
  };

  /** A conversation that a customer of an integration begins, in its queue. */
  const begin = async (integrationId: string, more: object = {}, customer = 'customer'): Promise<Head> => {
    const channel = { messageId: randomUUID(), from: { id: customer, firstName: 'Ada' }, ...more };
    const body = { channel, text: 'hello' };
    const { json } = await call('receive-open-message', { me: admin, params: { integrationId }, body });
    const { conversationId } = json as { conversationId: string };
    return recorded(undefined, (await stores().heads.get({ tenantId: 'tenant-a', conversationId })) as Head);
  };
  const anIntegration = async (queueId = 'queue-1'): Promise<string> => {
    const id = randomUUID();
    await stores().integrations.put('tenant-a', { id, messageType: 'open', queue: { id: queueId } });
    return id;
  };
  const read = async (me: Principal, { conversationId }: Head, query = {}) => {
    const answer = await call('get-journey', { me, params: { conversationId }, query });
    expect(answer.status, answer.text).toBe(200);
    return answer.json as Journey;
  };
  const idsOf = ({ entities }: Journey) => entities.map(({ conversationId }) => conversationId);
  const panelsOf = async (me: Principal, { conversationId }: Head): Promise<ReadonlyMap<string, Panel>> => {
    const { json } = await call('get-panels', { me, params: { conversationId } });
    return new Map((json as { entities: Panel[] }).entities.map((panel) => [panel.id, panel]));
  };
  const monitored = async (head: Head, me: Principal): Promise<Head> => {
    const [participantId = ''] =
      Object.entries(head.participants).find(([, { purpose }]) => purpose === 'agent') ?? [];
    const { conversationId } = head;
    const now = Date.now();
    const claimed = await stores().heads.apply(
      head,
      claim({
        conversationId,
        supervisorId: me.userId,
        name: me.name,
        issued: me.issued,
        divisions: ['*'],
        participantId,
        onTransfer: 'follow',
        now,
      }),
    );
    if (!claimed.ok) throw new Error(`not claimed: ${claimed.refusal}`);
    return recorded(head, claimed.head);
  };

  test('Given a customer who was there before, in two divisions, when agents and a monitor ask, then each reads what they could see, the newest first, page by page, and no cursor names what they could not', async () => {
    const integrationId = await anIntegration();
    const before: Head[] = [];
    for (let i = 0; i < 6; i += 1) {
      const queueId = i % 2 === 0 ? 'queue-1' : 'queue-2';
      await call('put-integration', {
        me: admin,
        params: { integrationId },
        body: { messageType: 'open', queue: { id: queueId } },
      });
      const head = await begin(integrationId);
      before.unshift(await finish(i === 1 ? await join(head, { ...agent, divisions: ['*'] }) : head));
    }
    await begin(integrationId, {}, 'somebody else');
    await call('put-integration', {
      me: admin,
      params: { integrationId },
      body: { messageType: 'open', queue: { id: 'queue-1' } },
    });
    const live = await monitored(await join(await begin(integrationId), agent), admin);
    const all = before.map(({ conversationId }) => conversationId);
    // The agent's division, and the conversation of the other one that they took part in.
    const theirs = [1, 3, 4, 5].map((i) => all[i]);
    expect(idsOf(await read(admin, live))).toEqual(all);
    expect(idsOf(await read(agent, live))).toEqual(theirs);
    const pages: string[][] = [];
    let query: Record<string, string> | undefined = { pageSize: '1' };
    while (query !== undefined) {
      const page = await read(agent, live, query);
      pages.push(idsOf(page));
      const next: string | undefined = page.nextUri;
      for (const hidden of [all[0], all[2]]) expect(next ?? '').not.toContain(hidden);
      query = next === undefined ? undefined : Object.fromEntries(new URLSearchParams(next.split('?')[1]));
    }
    expect(pages).toEqual(theirs.map((id) => [id]));
    const [newest] = (await read(admin, live)).entities;
    expect(newest).toMatchObject({ queue: { id: 'queue-2' }, division: { id: 'division-2' }, agents: [] });
    expect(JSON.stringify(await read(admin, live))).not.toContain('monitor');
    for (const conversationId of all) {
      const earlier = { me: other, params: { conversationId } };
      expect([404, 412]).toContain((await call('get-journey', earlier)).status);
    }
  });

  test('Given an earlier conversation, when it is erased, then it is in no journey any more', async () => {
    const integrationId = await anIntegration();
    const first = await finish(await begin(integrationId));
    const second = await finish(await begin(integrationId));
    const live = await join(await begin(integrationId), agent);
    expect(idsOf(await read(agent, live))).toEqual([second.conversationId, first.conversationId]);
    const params = { conversationId: second.conversationId };
    expect((await call('delete-conversation', { me: admin, params })).status).toBeLessThan(300);
    expect(idsOf(await read(agent, live))).toEqual([first.conversationId]);
    expect((await panelsOf(agent, live)).get('journey.earlier')?.data).toMatchObject({
      conversations: [{ conversationId: first.conversationId }],
    });
    expect(await stores().recipients.get(second)).toBeUndefined();
  });

  test('Given a customer of whom the channel says something, when the agent reads the panels, then the profile tells it, as the export does', async () => {
    const customAttributes = { tier: 'gold', orders: 3, 'no text': { a: 1 }, long: 'x'.repeat(1_000) };
    const begun = await begin(await anIntegration(), { metadata: { customAttributes } });
    const live = await join(begun, agent);
    const profile = (await panelsOf(agent, live)).get('journey.customer');
    expect(profile).toMatchObject({
      version: 1,
      data: {
        name: 'Ada',
        messageType: 'open',
        addresses: [{ integration: { id: live.integrationId }, address: 'customer' }],
        attributes: { tier: 'gold', orders: '3', long: 'x'.repeat(256) },
      },
    });
    const params = { conversationId: live.conversationId };
    const exported = await call('export-conversation', { me: admin, params, query: {} });
    expect(exported.json).toMatchObject({ customer: { name: 'Ada', attributes: { tier: 'gold' } } });
    const put = await call('put-panel', {
      me: agent,
      params: { ...params, panelId: 'journey.customer' },
      body: { schemaId: 's', data: {} },
    });
    expect([put.status, (await panelsOf(agent, live)).get('journey.customer')]).toEqual([400, profile]);
  });

  test('Given a bot before the agent, when the agent takes over, then a panel tells what it said and collected, the same monitored or free', async () => {
    const bot = aPrincipal({ userId: 'bot-1', name: 'Bot' });
    const begun = await join(await begin(await anIntegration()), bot, 'bot');
    const { conversationId } = begun;
    const [botId = ''] = Object.entries(begun.participants).find(([, p]) => p.purpose === 'bot') ?? [];
    const said = await call('send-agent-message', {
      me: bot,
      params: { conversationId, communicationId: botId },
      body: { textBody: 'What is your order number?' },
    });
    expect(said.status, said.text).toBeLessThan(300);
    await call('patch-attributes', {
      me: bot,
      params: { conversationId, participantId: botId },
      body: { attributes: { order: '4711' } },
    });
    const left = await call('patch-participant', {
      me: bot,
      params: { conversationId, participantId: botId },
      body: { state: 'disconnected' },
    });
    expect(left.status).toBeLessThan(300);
    const after = await recorded(begun, (await stores().heads.get(begun)) as Head);
    const live = await join(after, agent);
    const panel = (await panelsOf(agent, live)).get('journey.bot');
    expect(panel?.data).toMatchObject({
      bots: [{ name: 'Bot', disconnectedTime: expect.any(String) }],
      collected: { order: '4711' },
      said: [{ text: 'What is your order number?' }],
    });
    const params = { conversationId, panelId: 'journey.bot' };
    const free = await call('get-panels', { me: agent, params });
    expect((await call('get-panel', { me: admin, params })).status).toBe(412);
    await monitored(live, admin);
    const watched = await call('get-panels', { me: agent, params });
    expect(watched.text).toBe(free.text);
    expect((await call('get-panel', { me: admin, params })).json).toEqual(panel);
    expect((await call('get-panels', { me: admin, params })).json).toEqual(free.json);
    const nobodys = { conversationId, panelId: 'nobodys' };
    expect((await call('get-panel', { me: admin, params: nobodys })).status).toBe(404);
  });
});
