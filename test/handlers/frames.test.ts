import { randomUUID } from 'node:crypto';
import { DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { partyOf } from '../../src/domain/head/audience.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { epoch, setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type FrameWord, frameOf } from '../support/frame-samples.ts';
import { callSocket, useHandlers } from '../support/handlers.ts';
import { illFormedOf } from '../support/ill-formed.ts';
import { useLogged } from '../support/logged.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const words = Object.keys(clientFrames) as FrameWord[];

/** Frames without what is drawn anew for each: ids of requests, and times. */
const unstamped = (text: string): string =>
  text
    .replace(/"contextId":"[^"]*"/g, '"contextId":""')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>');

describe('a frame', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  const logged = useLogged();
  let count = 0;
  const monitor = async () => {
    count += 1;
    const connectionId = `frame-${count}`;
    const made = await aMonitoredConversation(dynamoStores(engine.client(), setClock()), [connectionId]);
    const channelId = made.channels[0]?.channelId ?? '';
    const send = (file: string, body: string) =>
      callSocket(file, file === 'unknown' ? '$default' : file, made.me, { channelId, connectionId }, body);
    return { ...made, connectionId, channelId, send };
  };

  /** A socket of somebody else, and what it says. */
  const socketOf = async (given: Partial<Principal>) => {
    const expires = Date.now() + 3_600_000;
    const me = aPrincipal({ expires, ...given });
    const [channelId, connectionId] = [randomUUID(), randomUUID()];
    const channel = { ...me, channelId, created: me.issued, until: expires, topics: [], connectionId };
    await dynamoStores(engine.client(), setClock()).channels.create(channel, 'hash', expires);
    const say = (word: FrameWord, body: string) =>
      callSocket(word, word, me, { channelId, connectionId }, body);
    return { connectionId, say };
  };

  test.each([
    ['no JSON', 'unknown', '{"message"'],
    ['nothing', 'unknown', ''],
    ['a word that nobody knows', 'unknown', '{"message":"dance","correlationId":"c-1"}'],
    ['no word', 'unknown', '{"topics":[]}'],
    ['a list', 'unknown', '[]'],
    ['null', 'unknown', 'null'],
    ['a ping with an unknown field', 'ping', '{"message":"ping","correlationId":"c-1","as":"root"}'],
    ['an age below zero', 'ping', '{"message":"ping","ageMs":-1}'],
    ['an age over ten minutes', 'ping', '{"message":"ping","ageMs":600001}'],
    ['an age that is no whole number', 'ping', '{"message":"ping","ageMs":1.5}'],
    ['an age that is a text', 'ping', '{"message":"ping","ageMs":"7"}'],
    ['topics that are no list', 'subscribe', '{"message":"subscribe","topics":"all","correlationId":"c-1"}'],
    ['no topics', 'subscribe', '{"message":"subscribe","topics":[]}'],
    ['a topic that is a number', 'subscribe', '{"message":"subscribe","topics":[1]}'],
    [
      '101 topics',
      'subscribe',
      JSON.stringify({ message: 'subscribe', topics: Array.from({ length: 101 }, (_, i) => `t${i}`) }),
    ],
    ['a cursor below zero', 'resume', '{"message":"resume","conversationId":"c","afterSeq":-1}'],
    ['a cursor that is a text', 'resume', '{"message":"resume","conversationId":"c","afterSeq":"0"}'],
    ['an id that is none', 'resume', '{"message":"resume","conversationId":"a#b","afterSeq":0}'],
  ])('Given %s, when it is sent, then its socket is told why and stays', async (_what, file, body) => {
    const { connectionId, channelId, me, send } = await monitor();
    expect(await send(file, body)).toEqual({ statusCode: 200 });
    const [frame, ...more] = sockets.framesTo(connectionId);
    expect(more).toEqual([]);
    expect(frame).toMatchObject({
      topicName: 'channel.metadata',
      version: '2',
      metadata: body.includes('c-1') ? { correlationId: 'c-1' } : {},
    });
    expect(frame?.eventBody.message).toBe('error');
    expect(ErrorBody.parse(frame?.eventBody.error)).toMatchObject({ status: 400, code: 'bad.request' });
    expect(await dynamoStores(engine.client(), setClock()).channels.get({ ...me, channelId })).toBeDefined();
  });

  test.each(words)(
    'Given half a pair of surrogates in any text of %s, when it is sent, then it is served or refused',
    async (word) => {
      const schema = clientFrames[word];
      const sent = illFormedOf(schema, frameOf(word, { conversationId: 'x', participantId: 'x' }, 'c'));
      expect(sent.length).toBeGreaterThan(0);
      for (const body of sent) {
        const { connectionId, send } = await monitor();
        await send(word, JSON.stringify(body));
        const [answer] = sockets.framesTo(connectionId);
        expect(answer, JSON.stringify(body)).toBeDefined();
        expect(JSON.stringify(answer)).not.toMatch(/internal.server.error|\\ud83d/);
      }
    },
  );

  test.each(words)(
    'Given a flood of values as large as a frame can be, when %s says it, then its socket is told in short',
    async (word) => {
      const part = { conversationId: 'x', participantId: 'x' };
      const floods = [
        { topics: Array.from({ length: 15_000 }, () => 0) },
        Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`key${i}`, 0])),
        { ['k'.repeat(32_000)]: 0 },
        { content: Array.from({ length: 8_000 }, () => ({})) },
        JSON.parse('{"__proto__":0,"constructor":0,"toString":0}') as object,
      ];
      for (const flood of floods) {
        const { connectionId, send } = await monitor();
        await send(word, JSON.stringify({ ...frameOf(word, part, 'c'), ...flood }));
        const [frame, ...more] = sockets.framesTo(connectionId);
        expect(more).toEqual([]);
        expect(ErrorBody.parse(frame?.eventBody.error).code).toBe('bad.request');
        expect(JSON.stringify(frame).length).toBeLessThan(12_000);
      }
    },
  );

  test.each(words)(
    'Given a conversation of another tenant or division, monitored or not, when %s names it, then the answer is to the byte as if it never was',
    async (word) => {
      const stores = dynamoStores(engine.client(), setClock());
      const lease = { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) };
      const ids: string[] = [randomUUID()];
      for (const given of [{}, lease, { state: 'ended', endTime: 1 } as const])
        ids.push((await stores.heads.create(aHead(given))).head.conversationId);
      for (const who of [{ divisions: ['elsewhere'] }, { tenantId: 'tenant-b' }]) {
        const told = new Set<string>();
        for (const conversationId of ids) {
          const { connectionId, say } = await socketOf({ userId: 'stranger', ...who });
          await say(word, JSON.stringify(frameOf(word, { conversationId, participantId: 'a1' }, 'c')));
          const text = JSON.stringify(sockets.framesTo(connectionId));
          told.add(unstamped(text).replaceAll(conversationId, '<conversation>'));
        }
        expect([...told], JSON.stringify(who)).toHaveLength(1);
      }
    },
  );

  test.each(words)(
    'Given who takes part, took part or never did and may not monitor, when %s is said with and without a monitor, then the answer is to the byte the same',
    async (word) => {
      const stores = dynamoStores(engine.client(), setClock());
      const lease = { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) };
      const part = { purpose: 'agent', name: 'Agent', since: epoch } as const;
      const others = {
        c1: { purpose: 'customer', name: 'Customer', since: epoch },
        a1: { ...part, userId: 'agent-1' },
        b1: { ...part, purpose: 'bot', userId: 'bot-1' },
      } as const;
      for (const userId of ['agent-1', 'bot-1', 'gone-1', 'viewer-1']) {
        const told = new Set<string>();
        for (const monitored of [{}, lease, { fence: 3 }]) {
          const conversationId = randomUUID();
          const parties = Object.fromEntries(
            ['agent-1', 'bot-1', 'gone-1'].map((id) => [partyOf(conversationId, id), true as const]),
          );
          await stores.heads.create(aHead({ conversationId, participants: others, parties, ...monitored }));
          const permissions = userId === 'viewer-1' ? (['conversation:message:view'] as const) : undefined;
          const { connectionId, say } = await socketOf({ userId, ...(permissions && { permissions }) });
          for (const participantId of ['a1', 'b1', `${conversationId}.m1`])
            await say(word, JSON.stringify(frameOf(word, { conversationId, participantId }, 'c')));
          const text = JSON.stringify(sockets.framesTo(connectionId));
          told.add(unstamped(text).replaceAll(conversationId, '<conversation>'));
        }
        expect([...told], userId).toHaveLength(1);
      }
    },
  );

  test('Given a cursor beyond the conversation, when resumed, then it is refused with the newest seq', async () => {
    const { head, connectionId, send } = await monitor();
    await send(
      'resume',
      JSON.stringify({ message: 'resume', conversationId: head.conversationId, afterSeq: 2 }),
    );
    expect(sockets.framesTo(connectionId)).toMatchObject([
      {
        eventBody: {
          message: 'error',
          error: { code: 'transcript.cursor.unknown', messageParams: { afterSeq: '2', headSeq: '1' } },
        },
      },
    ]);
  });

  test('Given a conversation of another tenant, when resumed, then it is not found', async () => {
    const { me, connectionId, channelId, head } = await monitor();
    const foreigner = { ...me, tenantId: 'tenant-b' };
    const made = { ...foreigner, channelId, created: 0, until: me.expires, topics: [] };
    await dynamoStores(engine.client(), setClock()).channels.create(made, 'hash', me.expires);
    const body = JSON.stringify({ message: 'resume', conversationId: head.conversationId, afterSeq: 0 });
    await callSocket('resume', 'resume', foreigner, { channelId, connectionId }, body);
    expect(sockets.framesTo(connectionId)).toMatchObject([
      { eventBody: { message: 'error', error: { code: 'not.found' } } },
    ]);
  });

  test('Given a topic named twice, when it is given up, then it is gone and the socket is told', async () => {
    const { topic, me, connectionId, send } = await monitor();
    await send('unsubscribe', JSON.stringify({ message: 'unsubscribe', topics: [topic, topic, 'never'] }));
    expect(sockets.framesTo(connectionId)).toMatchObject([{ eventBody: { message: 'unsubscribed' } }]);
    const stores = dynamoStores(engine.client(), setClock());
    expect(await stores.channels.subscribers(me.tenantId, topic)).toEqual([]);
  });

  test('Given a ping that tells an age, when a monitor sends it, then it is logged; an agent’s and a guest’s are answered as without it, and logged by nothing', async () => {
    const { send } = await monitor();
    await send('ping', '{"message":"ping","ageMs":1234}');
    expect(logged.lines()).toMatchObject([{ code: 'arrived', ageMs: 1234 }]);
    await send('ping', '{"message":"ping"}');
    const guest = { userId: 'guest-1', guestOf: 'integration-1', permissions: [], divisions: [] };
    for (const given of [{ userId: 'agent-1' }, guest]) {
      const { connectionId, say } = await socketOf(given);
      await say('ping', '{"message":"ping"}');
      await say('ping', '{"message":"ping","ageMs":1234}');
      const [plain, ...others] = sockets.framesTo(connectionId);
      expect(plain?.eventBody.message).toBe('pong');
      expect(others).toEqual([plain]);
    }
    expect(logged.lines()).toHaveLength(1);
  });

  test('Given a monitor who pings, when the lease is theirs, then it is renewed and the pong names the newest seq', async () => {
    const { head, connectionId, send } = await monitor();
    await send('ping', '{"message":"ping","correlationId":"beat"}');
    expect(sockets.framesTo(connectionId)).toMatchObject([
      {
        metadata: { correlationId: 'beat' },
        eventBody: {
          message: 'pong',
          conversations: [{ conversationId: head.conversationId, headSeq: 1, fence: 1 }],
        },
      },
    ]);
    expect(sockets.mock.commandCalls(DeleteConnectionCommand)).toEqual([]);
  });
});
