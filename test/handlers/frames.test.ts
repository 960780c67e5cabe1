import { DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { callSocket, useHandlers } from '../support/handlers.ts';
import { illFormedOf } from '../support/ill-formed.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

describe('a frame', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
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

  test.each([
    ['no JSON', 'unknown', '{"message"'],
    ['nothing', 'unknown', ''],
    ['a word that nobody knows', 'unknown', '{"message":"dance","correlationId":"c-1"}'],
    ['no word', 'unknown', '{"topics":[]}'],
    ['a list', 'unknown', '[]'],
    ['null', 'unknown', 'null'],
    ['a ping with an unknown field', 'ping', '{"message":"ping","correlationId":"c-1","as":"root"}'],
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

  test.each(Object.entries(clientFrames))(
    'Given half a pair of surrogates in any text of %s, when it is sent, then it is served or refused',
    async (word, schema) => {
      const frame = { message: word, topics: ['x'], conversationId: 'x', afterSeq: 0 };
      const own = Object.fromEntries(Object.entries(frame).filter(([name]) => name in schema.shape));
      const sent = illFormedOf(schema, own);
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
