import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { awsError, mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });

describe('pushes and the sender', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  const stores = () => dynamoStores(engine.client(), setClock());
  const send = (conversationId: string, onAnswer?: () => void) =>
    call(
      'send-agent-message',
      { me: agent, params: { conversationId, communicationId: 'a1' }, body: { textBody: 'pushed text' } },
      onAnswer,
    );

  test('Given a monitor, when an agent sends, then the answer is complete before anything is pushed', async () => {
    const { head } = await aMonitoredConversation(stores(), ['order-1']);
    const order: string[] = [];
    sockets.answer('order-1', async () => order.push('push'));
    const answer = await send(head.conversationId, () => order.push('answer'));
    expect(answer.status).toBe(201);
    expect(order).toEqual(['answer', 'push']);
  });

  test('Given two sockets of the monitor and one of an older session, when an agent sends, then the two get the entry', async () => {
    const { head, topic, me, channels } = await aMonitoredConversation(stores(), ['two-1', 'two-2', 'old-1']);
    const old = channels[2];
    if (old === undefined) throw new Error('no channel');
    const until = old.until;
    await stores().channels.subscribe([
      {
        tenantId: me.tenantId,
        topic,
        channelId: old.channelId,
        userId: me.userId,
        connectionId: 'old-1',
        until,
        fence: 9,
      },
    ]);
    await send(head.conversationId);
    for (const id of ['two-1', 'two-2'])
      expect(sockets.framesTo(id)).toMatchObject([
        { topicName: topic, eventBody: { seq: 2, text: 'pushed text' }, metadata: { fence: 1 } },
      ]);
    expect(sockets.framesTo('old-1')).toEqual([]);
  });

  test.each([
    ['named', awsError('GoneException', 410)],
    ['bare', awsError('Unknown', 410)],
  ])(
    'Given one socket gone with a %s 410, when an agent sends, then its channel alone is closed',
    async (kind, error) => {
      const [gone, live] = [`gone-${kind}`, `live-${kind}`];
      const { head, topic, me, channels } = await aMonitoredConversation(stores(), [gone, live]);
      sockets.answer(gone, async () => {
        throw error;
      });
      expect((await send(head.conversationId)).status).toBe(201);
      expect(sockets.framesTo(live)).toHaveLength(1);
      const left = await stores().channels.subscribers(me.tenantId, topic);
      expect(left.map((subscription) => subscription.connectionId)).toEqual([live]);
      expect(await stores().channels.get(channels[0] as never)).toBeUndefined();
      expect(await stores().channels.get(channels[1] as never)).toBeDefined();
    },
  );

  test.each([
    ['a 429', awsError('LimitExceededException', 429)],
    ['a 500', awsError('InternalServerError', 500)],
    ['a refused connection', Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' })],
  ])(
    'Given a push that fails with %s, when an agent sends, then they get their answer and the channel stays',
    async (kind, error) => {
      const id = `failing ${kind}`;
      const { head, topic, me } = await aMonitoredConversation(stores(), [id]);
      sockets.answer(id, async () => {
        throw error;
      });
      const answer = await send(head.conversationId);
      expect([answer.status, (answer.json as { seq: number }).seq]).toEqual([201, 2]);
      expect(await stores().channels.subscribers(me.tenantId, topic)).toHaveLength(1);
    },
  );

  test('Given a socket that hangs, when an agent sends, then the answer and the live socket\u2019s frame do not wait for it', async () => {
    const { head } = await aMonitoredConversation(stores(), ['hangs', 'lives']);
    let release = (): void => {};
    sockets.answer(
      'hangs',
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    let answered = false;
    const arrived = new Promise<void>((resolve) => sockets.answer('lives', async () => resolve()));
    const done = send(head.conversationId, () => {
      answered = true;
    });
    await arrived;
    expect(answered).toBe(true);
    release();
    expect((await done).status).toBe(201);
  });

  describe('when DynamoDB fails', () => {
    afterEach(() => {
      mock?.restore();
    });
    let mock: { restore(): void } | undefined;

    test.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])(
      'Given a %s, when an agent sends, then they are told to come back, and nothing of the fault',
      async (name) => {
        const { head } = await aMonitoredConversation(stores(), []);
        const failing = mockClient(DynamoDBDocumentClient);
        mock = failing;
        failing.onAnyCommand().rejects(awsError(name, 400));
        const answer = await send(head.conversationId);
        expect(answer.status).toBe(503);
        expect(answer.headers['Retry-After']).toBe('1');
        expect(ErrorBody.parse(answer.json).code).toBe('service.unavailable');
        expect(answer.text).not.toContain('secret');
      },
    );

    test.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException', 'TypeError'])(
      'Given a %s, when an agent sends, then the 500 leaks nothing of it',
      async (name) => {
        const { head } = await aMonitoredConversation(stores(), []);
        const failing = mockClient(DynamoDBDocumentClient);
        mock = failing;
        failing.onAnyCommand().rejects(awsError(name, 400));
        const answer = await send(head.conversationId);
        expect(ErrorBody.parse(answer.json)).toEqual({
          message: 'An unexpected error occurred.',
          code: 'internal.server.error',
          status: 500,
          messageParams: {},
          contextId: answer.requestId,
          details: [],
        });
      },
    );
  });
});
