import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Route } from '../../src/contract/route.ts';
import {
  createGuestChannel,
  createGuestSession,
  getGuestMessages,
  sendGuestMessage,
} from '../../src/contract/routes/web-messaging.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { useLocalApp, type Who } from '../e2e/support/local-app.ts';
import { changePresenceTo } from '../e2e/support/presence.ts';
import { guestRoutes, requestOf } from '../support/route-samples.ts';
import { masker } from './masked.ts';
import { supervisorOf } from './supervisor.ts';

type Query = Readonly<Record<string, string>>;

/** Headers that are the gateway's own account of a request. */
const unstable = ['date', 'connection', 'keep-alive', 'transfer-encoding'];

/** A text, or the hash of one that nobody would read here: the chat's script. */
const brief = (text: string): string =>
  text.length > 5_000 ? createHash('sha256').update(text).digest('hex') : text;

describe('a guest of a website', () => {
  const app = useLocalApp();

  /** Plays one conversation and answers all that the guest received, masked: answers with their headers, and frames. */
  const play = async (tenantId: string, monitored: boolean): Promise<readonly string[]> => {
    const mask = masker();
    const received: string[] = [];
    const who = (userId: string): Who => ({ tenantId, userId });
    let token: string | undefined;
    /** Calls a route as the guest, and keeps what came. */
    const call = async (route: Route, said?: { readonly body?: unknown; readonly query?: Query }) => {
      const sample = requestOf(route, { tenantId, integrationId: 'site', mediaId: randomUUID() });
      const { body, query } = { ...sample, ...said };
      const url = `${app.url}/v1/api/v2${sample.path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`;
      const answer = await fetch(url, {
        method: route.method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const headers = [...answer.headers].filter(([name]) => !unstable.includes(name));
      const came = [route.name, answer.status, Object.fromEntries(headers), brief(text)];
      received.push(mask(JSON.stringify(came)));
      return text;
    };
    const callAll = async () => {
      for (const route of guestRoutes) await call(route);
    };
    await app.send(who('platform'), 'PUT', '/routing/queues/q', { name: 'Queue', division: { id: 'main' } });
    const site = { messageType: 'webmessaging', queue: { id: 'q' } };
    await app.send(who('platform'), 'PUT', '/integrations/site', site);
    await changePresenceTo(app, who('supervisor'), 'Available');

    const session = JSON.parse(await call(createGuestSession)) as { token: string; topic: string };
    token = session.token;
    const write = (text: string, clientMessageId: string) =>
      call(sendGuestMessage, { body: { text, clientMessageId } });
    const { conversationId } = JSON.parse(await write('hello', 'a')) as { conversationId: string };
    const { connectUri } = JSON.parse(await call(createGuestChannel)) as { connectUri: string };
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
    await callAll();
    await say('good day');
    await count(2);
    await write('where is my order?', 'b');
    await write('where is my order?', 'b');
    if (monitored)
      for (const step of ['try-to-write', 'drop-socket', 'look'] as const) await supervisor.move(step);
    await say('on its way');
    await count(3);
    for (const afterSeq of ['1', '-1']) await call(getGuestMessages, { query: { afterSeq } });
    if (monitored) await supervisor.move('stop');
    await callAll();
    await app.send(who('platform'), 'PATCH', path, { state: 'disconnected' });
    await call(getGuestMessages, { query: { afterSeq: '4' } });
    await callAll();
    socket.close();
    supervisor.close();
    return [...received, ...frames.map(mask)].map((line) => line.replaceAll(tenantId, '<tenant>'));
  };

  test('Given a conversation with and without a monitor, when the guest calls every route of theirs and talks with the agent, then they receive the same bytes', async () => {
    const [alone, watched] = [await play('guest-alone', false), await play('guest-watched', true)];
    expect(alone.length).toBeGreaterThan(3 * guestRoutes.length);
    expect(watched).toEqual(alone);
  });
});
