import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../e2e/support/eventually.ts';
import { useLocalApp, type Who } from '../e2e/support/local-app.ts';
import { changePresenceTo } from '../e2e/support/presence.ts';
import { masker } from './masked.ts';
import { supervisorOf } from './supervisor.ts';

/** Headers that are the gateway's own account of a request. */
const unstable = ['date', 'connection', 'keep-alive', 'transfer-encoding'];

describe('a guest of a website', () => {
  const app = useLocalApp();

  /** Plays one conversation and answers all that the guest received, masked: answers with their headers, and frames. */
  const play = async (tenantId: string, monitored: boolean): Promise<readonly string[]> => {
    const mask = masker();
    const received: string[] = [];
    const who = (userId: string): Who => ({ tenantId, userId });
    const base = `${app.url}/v1/api/v2/webmessaging`;
    const guest = async (method: string, path: string, token?: string, body?: object): Promise<string> => {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const headers = [...answer.headers].filter(([name]) => !unstable.includes(name));
      const kept = path === '/messages' || path.startsWith('/messages?') || path === '/nothing';
      if (kept) received.push(mask(JSON.stringify([answer.status, Object.fromEntries(headers), text])));
      return text;
    };
    await app.send(who('platform'), 'PUT', '/routing/queues/q', { name: 'Queue', division: { id: 'main' } });
    const site = { messageType: 'webmessaging', queue: { id: 'q' } };
    await app.send(who('platform'), 'PUT', '/integrations/site', site);
    await changePresenceTo(app, who('supervisor'), 'Available');

    const session = JSON.parse(await guest('POST', `/deployments/${tenantId}/site/sessions`)) as {
      token: string;
      topic: string;
    };
    const write = (text: string, clientMessageId: string) =>
      guest('POST', '/messages', session.token, { text, clientMessageId });
    const { conversationId } = JSON.parse(await write('hello', 'a')) as { conversationId: string };
    const { connectUri } = JSON.parse(await guest('POST', '/channels', session.token)) as {
      connectUri: string;
    };
    const socket = new WebSocket(connectUri);
    const frames: string[] = [];
    socket.on('message', (data) => frames.push(String(data)));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ message: 'subscribe', topics: [session.topic] }));
    const count = (n: number) =>
      eventually(
        async () => frames.length,
        (length) => length >= n,
      );
    await count(1);

    const path = `/conversations/messages/${conversationId}`;
    const joined = await app.send(who('agent'), 'POST', `${path}/participants`, {
      purpose: 'agent',
      user: { id: 'agent', name: 'Agent' },
    });
    const participantId = (JSON.parse(joined.text) as { id: string }).id;
    const say = (textBody: string) =>
      app.send(who('agent'), 'POST', `${path}/communications/${participantId}/messages`, { textBody });
    const supervisor = supervisorOf(app, who('supervisor'), () => ({
      conversationId,
      targets: [participantId],
    }));
    if (monitored)
      for (const step of ['claim', 'open-socket', 'resume'] as const) await supervisor.move(step);
    await say('good day');
    await count(2);
    await write('where is my order?', 'b');
    await write('where is my order?', 'b');
    if (monitored)
      for (const step of ['try-to-write', 'drop-socket', 'look'] as const) await supervisor.move(step);
    await say('on its way');
    await count(3);
    await guest('GET', '/messages?afterSeq=1', session.token);
    await guest('GET', '/messages?afterSeq=-1', session.token);
    if (monitored) await supervisor.move('stop');
    await app.send(who('platform'), 'PATCH', path, { state: 'disconnected' });
    await guest('GET', '/messages?afterSeq=4', session.token);
    socket.close();
    supervisor.close();
    return [...received, ...frames.map(mask)].map((line) => line.replaceAll(tenantId, '<tenant>'));
  };

  test('Given a conversation with and without a monitor, when guest and agent talk, then the guest receives the same bytes', async () => {
    const [alone, watched] = [await play('guest-alone', false), await play('guest-watched', true)];
    expect(alone.length).toBeGreaterThanOrEqual(9);
    expect(watched).toEqual(alone);
  });
});
