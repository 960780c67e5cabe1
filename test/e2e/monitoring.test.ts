import { describe, expect, test } from 'vitest';
import { getDetails, getTimeline } from '../../src/contract/routes/analytics.ts';
import {
  patchConversation,
  patchParticipant,
  replaceParticipant,
} from '../../src/contract/routes/messages.ts';
import { getSession, startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getPanels, putPanel } from '../../src/contract/routes/panels.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp, type Who } from './support/local-app.ts';
import { scene } from './support/scene.ts';

describe('a monitored conversation, through the public API', () => {
  const app = useLocalApp();

  const monitor = (who: Who, conversationId: string, participantId: string, onTransfer?: 'follow' | 'stop') =>
    app.as(who).call(startMonitoring, {
      params: { conversationId, participantId },
      body: onTransfer === undefined ? {} : { onTransfer },
    });

  /** A conversation with one agent, and a supervisor who is Available. */
  const begin = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    const supervisor = await tenant.supervisor('supervisor-1');
    return { tenant, conversationId, agent, supervisor };
  };

  const timelineOf = async (who: Who, conversationId: string) =>
    (await app.as(who).call(getTimeline, { params: { conversationId } })).entities;

  test('Given two agents, when the supervisor chooses the other, then the session re-points and keeps its fence', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('repoint');
    const second = await tenant.agentConnects(conversationId, 'agent-2');
    const first = await monitor(supervisor, conversationId, agent.id, 'stop');
    const again = await monitor(supervisor, conversationId, second.id);
    expect(again).toMatchObject({
      id: first.id,
      fence: first.fence,
      monitoredParticipantId: second.id,
      onTransfer: 'stop',
    });
    const entries = await eventually(
      () => timelineOf(supervisor, conversationId),
      (all) => all.some((entry) => entry.type === 'monitoring.repointed'),
    );
    expect(entries.find((entry) => entry.type === 'monitoring.repointed')).toMatchObject({
      monitoredParticipantId: second.id,
    });
  });

  test('Given follow, when the agent transfers to another, then the session moves with the conversation', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('follow');
    const session = await monitor(supervisor, conversationId, agent.id);
    await app.as(tenant.who('agent-1')).call(replaceParticipant, {
      params: { conversationId, participantId: agent.id },
      body: { userId: 'agent-2', userName: 'Agent Two' },
    });
    const after = await app.as(supervisor).call(getSession, { params: { sessionId: session.id } });
    expect(after.state).toBe('connected');
    expect(after.monitoredParticipantId).not.toBe(agent.id);
    await app.as(tenant.who('agent-2')).call(patchParticipant, {
      params: { conversationId, participantId: after.monitoredParticipantId ?? '' },
      body: { state: 'connected' },
    });
    const details = await eventually(
      () => app.as(supervisor).call(getDetails, { params: { conversationId } }),
      (d) => d.participants.some((p) => p.purpose === 'user' && p.sessions[0]?.segments.length === 2),
    );
    expect(details.participants.filter((p) => p.purpose === 'agent').map((p) => p.userId)).toEqual([
      'agent-1',
      'agent-2',
    ]);
  });

  test('Given follow, when the conversation goes to a queue and an agent takes it, then the session waits and follows', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('to-queue');
    const session = await monitor(supervisor, conversationId, agent.id);
    await app.as(tenant.who('agent-1')).call(replaceParticipant, {
      params: { conversationId, participantId: agent.id },
      body: { queueId: 'support' },
    });
    const next = await tenant.agentConnects(conversationId, 'agent-2');
    const after = await app.as(supervisor).call(getSession, { params: { sessionId: session.id } });
    expect(after).toMatchObject({
      state: 'connected',
      fence: session.fence,
      monitoredParticipantId: next.id,
    });
  });

  test('Given stop, when the agent transfers, then monitoring ends as a transfer', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('stop');
    await monitor(supervisor, conversationId, agent.id, 'stop');
    await app.as(tenant.who('agent-1')).call(replaceParticipant, {
      params: { conversationId, participantId: agent.id },
      body: { userId: 'agent-2' },
    });
    const entries = await eventually(
      () => timelineOf(supervisor, conversationId),
      (all) => all.some((entry) => entry.type === 'monitoring.ended'),
    );
    expect(entries.find((entry) => entry.type === 'monitoring.ended')).toMatchObject({
      disconnectType: 'transfer',
    });
  });

  test('Given a supervisor of one division, when the conversation moves to another, then monitoring ends', async () => {
    const { tenant, conversationId, agent } = await begin('other-division');
    const bound = await tenant.supervisor('supervisor-2', { divisions: ['main'] });
    await app.as(tenant.platform).call(putQueue, {
      params: { queueId: 'vip' },
      body: { name: 'VIP', division: { id: 'vip-division' } },
    });
    const session = await monitor(bound, conversationId, agent.id);
    await app.as(tenant.who('agent-1')).call(replaceParticipant, {
      params: { conversationId, participantId: agent.id },
      body: { queueId: 'vip' },
    });
    const late = await app.send(bound, 'DELETE', `/monitoring/sessions/${session.id}`);
    expect(late.status).toBe(404);
    const entries = await eventually(
      () => timelineOf(tenant.who('auditor'), conversationId),
      (all) => all.some((entry) => entry.type === 'monitoring.ended'),
    );
    expect(entries.find((entry) => entry.type === 'monitoring.ended')).toMatchObject({
      disconnectType: 'transfer',
      reason: 'division',
    });
  });

  test.each([
    ['in the interaction', 'stop-inside'],
    ['from its details', 'stop-outside'],
    ['by the end of the conversation', 'stop-end'],
    ['by another, with a reason', 'stop-release'],
    ['by the agent leaving', 'stop-leave'],
  ])(
    'Given a session, when it stops %s, then it leaves the panel and the sockets are told why',
    async (_how, tenantId) => {
      const { tenant, conversationId, agent, supervisor } = await begin(tenantId);
      const session = await monitor(supervisor, conversationId, agent.id);
      const transcript = topics.transcript(conversationId);
      const mine = topics.myConversations('supervisor-1');
      const socket = await listen(app, supervisor, [transcript, mine]);
      const path = `/conversations/messages/${conversationId}`;
      const left = { state: 'disconnected' };
      const stops: Record<string, () => Promise<unknown>> = {
        'stop-inside': () =>
          app.send(supervisor, 'PATCH', `${path}/participants/${session.participantId}`, left),
        'stop-outside': () => app.as(supervisor).call(stopMonitoring, { params: { sessionId: session.id } }),
        'stop-end': () =>
          app.as(tenant.platform).call(patchConversation, {
            params: { conversationId },
            body: { state: 'disconnected' },
          }),
        'stop-release': () =>
          app.as(tenant.who('manager')).call(stopMonitoring, {
            params: { sessionId: session.id },
            query: { reason: 'training is over' },
          }),
        'stop-leave': () =>
          app.send(tenant.who('agent-1'), 'PATCH', `${path}/participants/${agent.id}`, left),
      };
      await stops[tenantId]?.();
      const end = await socket.frame(
        (f) => f.topicName === transcript && f.eventBody.type === 'MonitoringEnded',
      );
      const expected: Record<string, string> = {
        'stop-end': 'peer',
        'stop-leave': 'peer',
        'stop-release': 'system',
      };
      expect(end.eventBody.disconnectType).toBe(expected[tenantId] ?? 'client');
      await socket.frame((f) => f.topicName === mine && !JSON.stringify(f).includes('mediaRoles'));
      socket.close();
    },
  );

  test('Given a monitor, when they try to write in any way, then the server refuses each attempt', async () => {
    const { conversationId, agent, supervisor } = await begin('read-only');
    const session = await monitor(supervisor, conversationId, agent.id);
    const path = `/conversations/messages/${conversationId}`;
    const attempts = [
      ['POST', `${path}/communications/${agent.id}/messages`, { textBody: 'as the agent' }],
      ['POST', `${path}/communications/${session.participantId}/messages`, { textBody: 'as myself' }],
      ['POST', `${path}/communications/${agent.id}/typing`, { typing: { type: 'On' } }],
      ['POST', `${path}/communications/${session.participantId}/typing`, { typing: { type: 'On' } }],
      ['PATCH', `${path}/participants/${agent.id}/attributes`, { attributes: { a: 'b' } }],
      ['PATCH', `${path}/participants/${session.participantId}/attributes`, { attributes: { a: 'b' } }],
      ['PUT', `${path}/panels/order`, { schemaId: 'order', data: {} }],
    ] as const;
    const answers = await Promise.all(attempts.map(([m, p, body]) => app.send(supervisor, m, p, body)));
    expect(answers.map((answer) => answer.status)).toEqual([409, 409, 404, 404, 404, 404, 404]);
  });

  test('Given contextual panels, when the agent changes one, then the monitor sees it live and read-only, with its version', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('panels');
    await monitor(supervisor, conversationId, agent.id);
    const socket = await listen(app, supervisor, [topics.transcript(conversationId)]);
    const put = (data: Record<string, unknown>) =>
      app.as(tenant.who('agent-1')).call(putPanel, {
        params: { conversationId, panelId: 'order' },
        body: { schemaId: 'order.v1', title: 'Order', data },
      });
    await put({ status: 'open' });
    await put({ status: 'refunded', note: 'ग्राहक' });
    const frame = await socket.frame(
      (f) => f.eventBody.type === 'Panel' && JSON.stringify(f).includes('refunded'),
    );
    expect(frame.eventBody.panel).toMatchObject({ id: 'order', version: 2, data: { note: 'ग्राहक' } });
    const panels = await app.as(supervisor).call(getPanels, { params: { conversationId } });
    expect(panels.entities.filter(({ id }) => id === 'order')).toEqual([frame.eventBody.panel]);
    // Another supervisor may see the conversation, and holds no lease on it.
    const outsider = await app.send(
      await tenant.supervisor('supervisor-2'),
      'GET',
      `/conversations/messages/${conversationId}/panels`,
    );
    expect(outsider.status).toBe(412);
    socket.close();
  });

  test('Given files, choices and typing, when agent and customer send them, then the monitor sees each, live and in the backfill', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('rich');
    await monitor(supervisor, conversationId, agent.id);
    const topic = topics.transcript(conversationId);
    const socket = await listen(app, supervisor, [topic]);
    const channel = { messageId: 'rich-1', from: { id: 'customer-1' } };
    const file = { mediaType: 'Image', url: 'https://files.example/receipt.png', filename: 'receipt.png' };
    const attached = [{ contentType: 'Attachment', attachment: file }];
    const path = `/conversations/messages/${conversationId}/communications/${agent.id}`;
    const choice = (text: string) => ({ contentType: 'QuickReply', quickReply: { text, payload: text } });
    const choices = [choice('Yes'), choice('No')];
    const inbound = '/conversations/messages/web/inbound/open';
    const typing = { channel, events: [{ eventType: 'Typing', typing: { type: 'On' } }] };
    // Typing that a shown message has overtaken is left out: each is waited for before the message that it announces.
    const typed = (purpose: string) =>
      socket.frame((f) => f.eventBody.type === 'Typing' && f.eventBody.purpose === purpose);
    const answers = [await app.send(tenant.platform, 'POST', `${inbound}/event`, typing)];
    await typed('customer');
    answers.push(
      await app.send(tenant.platform, 'POST', `${inbound}/message`, { channel, content: attached }),
      await app.send(tenant.who('agent-1'), 'POST', `${path}/typing`, { typing: { type: 'On' } }),
    );
    await typed('agent');
    const said = { textBody: 'Is it this?', content: choices };
    answers.push(await app.send(tenant.who('agent-1'), 'POST', `${path}/messages`, said));
    expect(answers.map((answer) => answer.status)).toEqual([202, 200, 202, 201]);
    const live = await socket.frame((f) => f.eventBody.seq === 3);
    expect(live.eventBody).toMatchObject({ text: 'Is it this?', content: choices });
    // No host was named for files: the monitor is told that this one cannot be had.
    const failed = { ...file, id: '2.0', status: 'failed', reason: 'host.not.allowed' };
    await socket.frame((f) => f.eventBody.seq === 2 && JSON.stringify(f).includes('failed'));
    const rest = `/conversations/messages/${conversationId}/transcript?afterSeq=1`;
    const back = await app.send(supervisor, 'GET', rest);
    const { entities } = JSON.parse(back.text) as { entities: { content?: unknown }[] };
    expect(entities.map((entity) => entity.content)).toEqual([
      [{ ...attached[0], attachment: failed }],
      choices,
    ]);
    const empty = await app.send(tenant.platform, 'POST', `${inbound}/message`, { channel });
    expect(JSON.parse(empty.text)).toMatchObject({ code: 'bad.request', details: [{ path: 'text' }] });
    socket.close();
  });

  test('Given a socket, when agent and customer write, then it receives each message once and in order', async () => {
    const { tenant, conversationId, agent, supervisor } = await begin('live');
    await monitor(supervisor, conversationId, agent.id);
    const client = app.as(supervisor);
    const channel = client.openChannel();
    const seen: { seq: number; text: string | undefined }[] = [];
    const ends: unknown[] = [];
    channel.followTranscript(conversationId, {
      onEntry: (entry) => seen.push({ seq: entry.seq, text: entry.text }),
      onEnd: (end) => ends.push(end),
    });
    for (let i = 0; i < 10; i += 1) {
      await tenant.agentWrites(conversationId, agent.id, 'agent-1', `answer ${i}`);
      await tenant.customerWrites('customer-1', `question ${i}`);
    }
    await eventually(
      async () => seen.length,
      (count) => count >= 21,
    );
    expect(seen.map((entry) => entry.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(seen.at(-1)?.text).toBe('question 9');
    channel.close();
  });
});
