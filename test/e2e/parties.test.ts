import { describe, expect, test } from 'vitest';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp, type Who } from './support/local-app.ts';
import { scene } from './support/scene.ts';

describe('who takes part, and who did', () => {
  const app = useLocalApp();

  const furnish = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    return { tenant, conversationId, agent, path: `/conversations/messages/${conversationId}` };
  };
  const connect = async (by: Who, path: string, userId: string, purpose: 'agent' | 'bot' = 'agent') =>
    app.send(by, 'POST', `${path}/participants`, { purpose, user: { id: userId, name: userId } });
  const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;
  const monitor = (who: Who, path: string, participantId: string) =>
    app.send(who, 'POST', `${path}/participants/${participantId}/monitor`, {});

  test('Given a supervisor whom another connected as a bot or an agent, when they claim, decline and claim again, then nothing keeps them from monitoring', async () => {
    const { tenant, path, agent } = await furnish('blinding');
    const supervisor = await tenant.supervisor('supervisor');
    const plain = tenant.who('plain-agent', { permissions: ['conversation:message:accept'] });
    expect((await connect(plain, path, 'supervisor', 'bot')).status).toBe(403);
    expect((await connect(plain, path, 'plain-agent')).status).toBe(201);
    for (const purpose of ['bot', 'agent'] as const) {
      const alerted = JSON.parse((await connect(tenant.platform, path, 'supervisor', purpose)).text);
      expect(alerted.state).toBe('alerting');
      const session = await monitor(supervisor, path, agent.id);
      expect(session.status, session.text).toBe(201);
      const decline = { state: 'disconnected' };
      expect(
        (await app.send(supervisor, 'PATCH', `${path}/participants/${alerted.id}`, decline)).status,
      ).toBe(204);
      expect((await app.send(supervisor, 'GET', `/monitoring/sessions/${idOf(session.text)}`)).status).toBe(
        200,
      );
      expect(
        (await app.send(supervisor, 'DELETE', `/monitoring/sessions/${idOf(session.text)}`)).status,
      ).toBe(204);
    }
  });

  test('Given a monitor whom another connects, when they accept, then their session ends and they see what a participant sees, for good', async () => {
    const { tenant, path, agent, conversationId } = await furnish('accepting');
    const supervisor = await tenant.supervisor('supervisor');
    const session = idOf((await monitor(supervisor, path, agent.id)).text);
    const { id } = JSON.parse((await connect(tenant.platform, path, 'supervisor')).text);
    const part = `${path}/participants/${id}`;
    expect((await app.send(tenant.who('agent-1'), 'PATCH', part, { state: 'connected' })).status).toBe(404);
    expect((await app.send(supervisor, 'PATCH', part, { state: 'connected' })).status).toBe(204);
    expect((await app.send(supervisor, 'PATCH', part, { state: 'connected' })).status).toBe(204);
    expect((await app.send(supervisor, 'GET', `/monitoring/sessions/${session}`)).status).toBe(404);
    expect((await monitor(supervisor, path, agent.id)).status).toBe(400);
    expect((await app.send(supervisor, 'PATCH', part, { state: 'disconnected' })).status).toBe(204);
    const monitored = await monitor(await tenant.supervisor('other'), path, agent.id);
    expect(monitored.status).toBe(201);
    const told = await app.send(supervisor, 'GET', `${path}/monitoring`);
    expect(JSON.parse(told.text)).toEqual({ state: 'unavailable', participants: [], reason: 'participant' });
    const types = await eventually(
      async () => {
        const { text } = await app.send(
          tenant.platform,
          'GET',
          `/analytics/conversations/${conversationId}/timeline`,
        );
        return (JSON.parse(text) as { entities: { type: string }[] }).entities.map((entry) => entry.type);
      },
      (all) => all.filter((type) => type === 'monitoring.started').length === 2,
    );
    expect(types).toContain('participant.alerting');
  });

  test('Given an agent who was connected by routing, when they write, then they have accepted, and a retry is the same message', async () => {
    const { tenant, path } = await furnish('writing');
    const { id } = JSON.parse((await connect(tenant.platform, path, 'agent-2')).text);
    const agent = tenant.who('agent-2');
    const say = () =>
      app.send(agent, 'POST', `${path}/communications/${id}/messages`, {
        textBody: 'Good day',
        clientMessageId: 'one',
      });
    const [first, again] = [JSON.parse((await say()).text), JSON.parse((await say()).text)];
    expect([first.seq, again.seq]).toEqual([2, 2]);
    const { participants } = JSON.parse((await app.send(agent, 'GET', path)).text);
    expect(participants.find((one: { id: string }) => one.id === id).state).toBe('connected');
  });

  /** Everything by which a user could learn of a monitor, as bytes; the request's id and the reader's own parts aside. */
  const everything = async (who: Who, conversationId: string, participantId: string) => {
    const path = `/conversations/messages/${conversationId}`;
    const reads: readonly (readonly [string, string, unknown?])[] = [
      ['GET', path],
      ['GET', `${path}/monitoring`],
      ['GET', `${path}/transcript`],
      ['GET', `/monitoring/sessions/${conversationId}.m1`],
      ['DELETE', `/monitoring/sessions/${conversationId}.m1`],
      ['DELETE', `/monitoring/sessions/${conversationId}.m1?reason=why`],
      ['PATCH', `${path}/participants/${conversationId}.m1`, { state: 'disconnected' }],
      ['POST', `${path}/participants/${participantId}/monitor`, {}],
      ['GET', `/analytics/conversations/${conversationId}/details`],
      ['GET', `/analytics/conversations/${conversationId}/timeline`],
      ['GET', `${path}/export`],
      ['GET', '/audits'],
      ['GET', '/conversations/messages'],
      ['GET', '/analytics/queues/support/activity'],
      [
        'POST',
        '/analytics/queues/observations/query',
        {
          filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'support' }] },
          metrics: ['oMonitored', 'oInteracting'],
        },
      ],
      [
        'POST',
        '/analytics/conversations/details/query',
        { conversationFilters: [{ type: 'and', predicates: [{ dimension: 'isMonitored', value: 'true' }] }] },
      ],
    ];
    const answers: string[] = [];
    for (const [method, at, body] of reads) {
      const { status, text } = await app.send(who, method, at, body);
      answers.push(`${method} ${at} ${status} ${text}`);
    }
    return answers.map((answer) =>
      answer
        .replaceAll(/"contextId":"[^"]*"/g, '')
        .replaceAll(/"last(?:Customer)?MessageAge":\d+/g, '')
        // What the reader themself exported is theirs to read.
        .replaceAll(/\{[^{}]*"record\.exported"[^{}]*\},?/g, ''),
    );
  };

  test('Given agents and bots who take or took part, when another is monitored, stopped and released, then nothing of the API answers them otherwise', async () => {
    const { tenant, path, agent, conversationId } = await furnish('telling');
    const parties: Who[] = [];
    for (const [name, purpose, stays] of [
      ['bot-here', 'bot', true],
      ['bot-gone', 'bot', false],
      ['agent-gone', 'agent', false],
      ['agent-here', 'agent', true],
    ] as const) {
      // Each may do all there is, and holds the presence that a claim needs.
      const party = await tenant.supervisor(name);
      const { id } = JSON.parse((await connect(party, path, name, purpose)).text);
      if (!stays) await app.send(party, 'PATCH', `${path}/participants/${id}`, { state: 'disconnected' });
      parties.push(party);
    }
    const sockets = await Promise.all(
      parties.map((party) =>
        listen(app, party, [
          topics.queueConversations('support'),
          topics.queueObservations('support'),
          topics.myConversations(party.userId),
        ]),
      ),
    );
    const settled = async () => {
      const { text } = await app.send(
        tenant.who('onlooker'),
        'GET',
        `/analytics/conversations/${conversationId}/timeline`,
      );
      return text;
    };
    await eventually(settled, (text) => text.includes('agent-here'));
    const before = await Promise.all(parties.map((party) => everything(party, conversationId, agent.id)));
    const frames = sockets.map((socket) => socket.raw.length);

    const supervisor = await tenant.supervisor('supervisor');
    const first = idOf((await monitor(supervisor, path, agent.id)).text);
    await eventually(settled, (text) => text.includes('monitoring.started'));
    const during = await Promise.all(parties.map((party) => everything(party, conversationId, agent.id)));
    expect(during).toEqual(before);
    expect(
      (await app.send(tenant.platform, 'DELETE', `/monitoring/sessions/${first}?reason=training`)).status,
    ).toBe(204);
    await eventually(settled, (text) => text.includes('monitoring.ended'));
    const after = await Promise.all(parties.map((party) => everything(party, conversationId, agent.id)));
    expect(after).toEqual(before);
    // What the stream brings comes in order: once a change that concerns them is told, all before it was.
    const { text } = await connect(tenant.who('last'), path, 'last');
    await Promise.all(
      sockets.map((socket) => socket.frame((frame) => JSON.stringify(frame).includes(idOf(text)))),
    );
    for (const [i, socket] of sockets.entries())
      for (const frame of socket.raw.slice(frames[i]))
        expect(frame).not.toMatch(/supervisor|mediaRoles|\.m1/);
    for (const socket of sockets) socket.close();
  });

  test('Given a user with queue observation alone, when a conversation of the queue is monitored, then no frame names the monitor', async () => {
    const { tenant, path, agent } = await furnish('observing');
    const watcher = tenant.who('watcher', { permissions: ['analytics:queueObservation:view'] });
    const knowing = await listen(app, tenant.who('knowing'), [topics.queueConversations('support')]);
    const socket = await listen(app, watcher, [topics.queueConversations('support')]);
    await monitor(await tenant.supervisor('supervisor'), path, agent.id);
    await knowing.frame((frame) => JSON.stringify(frame).includes('"supervisor"'));
    const { text } = await connect(tenant.who('last'), path, 'last');
    await socket.frame((frame) => JSON.stringify(frame).includes(idOf(text)));
    expect(socket.raw.join('\n')).not.toMatch(/supervisor|mediaRoles|\.m1/);
    socket.close();
    knowing.close();
  });
});
