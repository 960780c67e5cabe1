import { describe, expect, test } from 'vitest';
import { getDetails, getTimeline } from '../../src/contract/routes/analytics.ts';
import { getConversation, patchConversation, patchParticipant } from '../../src/contract/routes/messages.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp } from './support/local-app.ts';
import { scene } from './support/scene.ts';

describe('hold and wrap-up, through the public API', () => {
  const app = useLocalApp();

  test('Given a monitored agent who holds, resumes, leaves and wraps up, when the conversation is over, then the details tell the time of each and the monitor has their own', async () => {
    const tenant = scene(app, 'wrapup');
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    const second = await tenant.agentConnects(conversationId, 'agent-2');
    const supervisor = await tenant.supervisor('supervisor-1');
    await app.as(supervisor).call(startMonitoring, {
      params: { conversationId, participantId: agent.id },
      body: {},
    });
    const socket = await listen(app, supervisor, [topics.transcript(conversationId)]);
    const part = (participantId: string, userId: string) => (body: object) =>
      app.as(tenant.who(userId)).call(patchParticipant, {
        params: { conversationId, participantId },
        body: body as { held: boolean },
      });
    const [first, other] = [part(agent.id, 'agent-1'), part(second.id, 'agent-2')];
    const heldNow = async () => {
      const seen = await app.as(supervisor).call(getConversation, { params: { conversationId } });
      return seen.participants.filter((p) => p.purpose === 'agent').map((p) => p.held);
    };

    await first({ held: true });
    expect(await heldNow()).toEqual([true, false]);
    await socket.frame((frame) => JSON.stringify(frame.eventBody).includes('"held":true'));
    await first({ held: false });
    expect(await heldNow()).toEqual([false, false]);
    await first({ state: 'disconnected' });
    await first({ wrapup: { code: 'solved', notes: 'Refund sent' } });
    await other({ held: true });
    await app.as(tenant.platform).call(patchConversation, {
      params: { conversationId },
      body: { state: 'disconnected' },
    });
    await other({ wrapup: { code: 'handed-over' } });
    await other({ wrapup: { code: 'handed-over' } });

    const details = await eventually(
      () => app.as(supervisor).call(getDetails, { params: { conversationId } }),
      (now) => JSON.stringify(now).includes('handed-over'),
    );
    const sessionOf = (userId: string) => {
      const session = details.participants.find((p) => p.userId === userId)?.sessions[0];
      const metrics = new Map(session?.metrics.map(({ name, value }) => [name as string, value]));
      return {
        types: session?.segments.map((s) => s.segmentType),
        segments: session?.segments ?? [],
        metrics,
      };
    };
    const one = sessionOf('agent-1');
    expect(one.types).toEqual(['interact', 'hold', 'interact', 'wrapup']);
    expect(one.segments.at(-1)).toMatchObject({ wrapUpCode: 'solved', wrapUpNote: 'Refund sent' });
    const sum = ['tTalk', 'tHeld', 'tAcw'].reduce(
      (ms, name) => ms + (one.metrics.get(name) ?? Number.NaN),
      0,
    );
    expect(one.metrics.get('tHandle')).toBe(sum);
    expect(sessionOf('agent-2').types).toEqual(['interact', 'hold', 'wrapup']);
    const monitor = sessionOf('supervisor-1');
    expect(monitor.types).toEqual(['monitoring']);
    expect([...monitor.metrics.keys()]).toEqual(['nMonitoring', 'tMonitoring']);

    const { entities } = await app.as(supervisor).call(getTimeline, { params: { conversationId } });
    expect(entities.filter((entry) => entry.type === 'participant.wrappedUp')).toMatchObject([
      { user: { id: 'agent-1' }, participantId: agent.id, wrapupCode: 'solved' },
      { user: { id: 'agent-2' }, participantId: second.id, wrapupCode: 'handed-over' },
    ]);
    socket.close();
  });

  test.each([
    ['a state that is none', { state: 'alerting' }],
    ['a code that is none', { wrapup: { code: '' } }],
    ['no change', {}],
  ])('Given %s, when it is asked of a participant, then the request is not valid', async (_what, body) => {
    const answer = await app.send(
      { tenantId: 'wrapup-bad', userId: 'agent-1' },
      'PATCH',
      '/conversations/messages/c/participants/p',
      body,
    );
    expect(JSON.parse(answer.text)).toMatchObject({ status: 400, code: 'bad.request' });
  });
});
