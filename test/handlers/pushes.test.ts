import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, test } from 'vitest';
import { matchesPattern } from '../../local/streams/filter-pattern.ts';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { ErrorBody } from '../../src/contract/errors.ts';
import { handedOver } from '../../src/contract/handed-over.ts';
import { topics } from '../../src/contract/topics.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { storeMessage } from '../../src/domain/transcript/message.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aPrincipal } from '../support/factories.ts';
import { call, callStream, useHandlers } from '../support/handlers.ts';
import { itemBytes } from '../support/item-size.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { awsError, mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });

/** What the stream of the transcript hands over of a conversation, were all of it written now. */
const handedOf = async (client: DynamoDBDocumentClient, head: Head): Promise<readonly object[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'Transcript',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': conversationPk(head) },
    }),
  );
  return Items.map((item, i) => ({
    eventID: String(i),
    eventName: 'INSERT',
    dynamodb: { NewImage: marshall(item), SequenceNumber: String(i) },
  })).filter((record) => handedOver.some((pattern) => matchesPattern(pattern, record)));
};

describe('pushes and the sender', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  const stores = () => dynamoStores(engine.client(), setClock());
  const send = (conversationId: string) =>
    call('send-agent-message', {
      me: agent,
      params: { conversationId, communicationId: 'a1' },
      body: { textBody: 'pushed text' },
    });
  const type = (conversationId: string) =>
    call('send-typing', {
      me: agent,
      params: { conversationId, communicationId: 'a1' },
      body: { typing: { type: 'On' } },
    });
  const handOver = async (head: Head) => callStream('push', await handedOf(engine.client(), head));
  const done = { batchItemFailures: [] };

  test('Given a monitor, when an agent writes and types, then their functions push nothing, and the stream hands both over', async () => {
    const { head, topic } = await aMonitoredConversation(stores(), ['order-1']);
    expect([(await type(head.conversationId)).status, (await send(head.conversationId)).status]).toEqual([
      202, 201,
    ]);
    expect(sockets.framesTo('order-1')).toEqual([]);
    expect(await handOver(head)).toEqual(done);
    // One who types is not shown typing once they have written: the message is newer.
    expect(sockets.framesTo('order-1')).toMatchObject([
      { topicName: topic, eventBody: { seq: 2, text: 'pushed text' }, metadata: { fence: 1 } },
    ]);
    expect((await type(head.conversationId)).status).toBe(202);
  });

  test('Given a conversation that nobody monitors, when an agent writes and types, then the items are as long as monitored ones and wake nobody', async () => {
    const sizes = [];
    for (const connectionIds of [undefined, ['twin-1']]) {
      const head =
        connectionIds === undefined
          ? (await stores().heads.create(aHead())).head
          : (await aMonitoredConversation(stores(), connectionIds)).head;
      await type(head.conversationId);
      await send(head.conversationId);
      const { Items = [] } = await engine.client().send(
        new QueryCommand({
          TableName: 'Transcript',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': conversationPk(head) },
        }),
      );
      sizes.push(Items.map((item) => itemBytes({ ...item, time: 1, ttl: 1 })));
      expect(await handedOf(engine.client(), head)).toHaveLength(connectionIds === undefined ? 0 : 2);
    }
    expect(sizes[0]).toEqual(sizes[1]);
  });

  test('Given a typist who does not stop, when they type twice within a second, then one notice is kept and both are answered alike', async () => {
    const { head } = await aMonitoredConversation(stores(), ['typing-1']);
    const answers = await Promise.all([type(head.conversationId), type(head.conversationId)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const handed = await handedOf(engine.client(), head);
    await callStream('push', handed);
    expect(sockets.framesTo('typing-1')).toMatchObject([
      { eventBody: { type: 'Typing', participantId: 'a1', purpose: 'agent', afterSeq: 1 } },
    ]);
  });

  test('Given a message that came further on its way, when the stream hands that over, then the monitor is told how far it is now', async () => {
    const { head } = await aMonitoredConversation(stores(), ['stage-1']);
    const { tenantId, conversationId } = head;
    const place = { tenantId, conversationId, seq: 1 };
    await stores().deliveries.claim(place, 'sms-1', 0, 1);
    await stores().deliveries.advance(place, { status: 'read', integrationId: 'sms-1' });
    const notice = { tenantId, conversationId, time: Date.now(), kind: 'delivery', messageSeq: 1 } as const;
    await stores().notices.put(notice, { fence: 1 });
    expect(await handOver(head)).toEqual(done);
    expect(sockets.framesTo('stage-1')).toMatchObject([
      { eventBody: { type: 'Delivery', messageId: `${conversationId}.1`, status: 'read' } },
    ]);
  });

  test('Given two sockets of the monitor and one of an older session, when an agent sends, then the two get the entry', async () => {
    const { head, topic, me, channels } = await aMonitoredConversation(stores(), ['two-1', 'two-2', 'old-1']);
    const old = channels[2];
    if (old === undefined) throw new Error('no channel');
    const { tenantId, userId, issued } = me;
    const bound = { tenantId, topic, channelId: old.channelId, userId, issued, until: old.until };
    await stores().channels.subscribe([{ ...bound, connectionId: 'old-1', fence: 9 }]);
    await send(head.conversationId);
    await handOver(head);
    for (const id of ['two-1', 'two-2'])
      expect(sockets.framesTo(id)).toMatchObject([
        { topicName: topic, eventBody: { seq: 2, text: 'pushed text' }, metadata: { fence: 1 } },
      ]);
    expect(sockets.framesTo('old-1')).toEqual([]);
  });

  test('Given messages that were sent side by side, when the stream repeats them in any order, then each socket gets each once, in the order of seq', async () => {
    const { head } = await aMonitoredConversation(stores(), ['ordered-1']);
    await Promise.all(Array.from({ length: 8 }, () => send(head.conversationId)));
    const handed = await handedOf(engine.client(), head);
    expect(handed).toHaveLength(8);
    const shuffled = [5, 0, 7, 2, 1, 6, 3, 4].flatMap((i) => handed[i] ?? []);
    for (let i = 0; i < 8; i += 2) await callStream('push', shuffled.slice(i, i + 2));
    await callStream('push', handed);
    const seqs = sockets.framesTo('ordered-1').map(({ eventBody }) => eventBody.seq);
    expect(seqs).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('Given a guest whose agent’s message was lost, when a later one is handed over, then its place is sealed and both are pushed, in order', async () => {
    const { channels, heads, transcript } = stores();
    const me = aPrincipal({ userId: 'guest-of-pushes' });
    const customer = { purpose: 'customer', name: 'Guest', since: 0 } as const;
    const given = { deliveryMode: 'guest', seq: 2, participants: { [me.userId]: customer } } as const;
    const { head } = await heads.create(aHead(given));
    const topic = topics.guestMessages(me.userId);
    const socket = { connectionId: 'guest-1', channelId: 'guest-1', until: me.expires };
    await channels.create({ ...me, ...socket, created: me.issued, topics: [] }, 'hash', me.expires);
    await channels.subscribe([
      { ...socket, tenantId: me.tenantId, topic, userId: me.userId, issued: me.issued },
    ]);
    const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'A', text: 'second' } as const;
    await storeMessage({ transcript }, head, 2, said, 1);
    expect(await handOver(head)).toEqual(done);
    expect(sockets.framesTo('guest-1')).toMatchObject([
      { eventBody: { seq: 1, type: 'Lost' } },
      { eventBody: { seq: 2, text: 'second', direction: 'Outbound' } },
    ]);
    expect(await transcript.get(head, 1)).toMatchObject({ type: 'Lost' });
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
      await send(head.conversationId);
      await handOver(head);
      expect(sockets.framesTo(live)).toHaveLength(1);
      const left = await stores().channels.subscribers(me.tenantId, topic);
      expect(left.map((subscription) => subscription.connectionId)).toEqual([live]);
      const [first, second] = channels;
      if (first === undefined || second === undefined) throw new Error('no channels');
      expect(await stores().channels.get(first)).toBeUndefined();
      expect(await stores().channels.get(second)).toBeDefined();
    },
  );

  test.each([
    ['a 429', awsError('LimitExceededException', 429)],
    ['a 500', awsError('InternalServerError', 500)],
    ['a refused connection', Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' })],
  ])(
    'Given a push that fails with %s, when the stream hands it over, then it is given up, and the channel stays',
    async (kind, error) => {
      const id = `failing ${kind}`;
      const { head, topic, me } = await aMonitoredConversation(stores(), [id]);
      sockets.answer(id, async () => {
        throw error;
      });
      await send(head.conversationId);
      expect(await handOver(head)).toEqual(done);
      expect(await stores().channels.subscribers(me.tenantId, topic)).toHaveLength(1);
    },
  );

  test('Given a socket that hangs, when a batch is handed over, then the other sockets and conversations do not wait for it', async () => {
    const one = await aMonitoredConversation(stores(), ['hangs', 'lives']);
    const other = await aMonitoredConversation(stores(), ['elsewhere']);
    let release = (): void => {};
    sockets.answer('hangs', () => new Promise<void>((resolve) => (release = resolve)));
    const arrived = ['lives', 'elsewhere'].map(
      (id) => new Promise<void>((resolve) => sockets.answer(id, async () => resolve())),
    );
    for (const { head } of [one, other]) await send(head.conversationId);
    const handed = [
      ...(await handedOf(engine.client(), one.head)),
      ...(await handedOf(engine.client(), other.head)),
    ];
    const pushed = callStream('push', handed);
    await Promise.all(arrived);
    release();
    expect(await pushed).toEqual(done);
  });

  describe('when DynamoDB fails', () => {
    afterEach(() => {
      mock?.restore();
    });
    let mock: { restore(): void } | undefined;

    const conflict = { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] };

    test.each([
      ['ThrottlingException', {}],
      ['ProvisionedThroughputExceededException', {}],
      ['RequestLimitExceeded', {}],
      ['TransactionCanceledException', conflict],
    ])(
      'Given a %s, when an agent sends, then they are told to come back, and nothing of the fault',
      async (name, why) => {
        const { head } = await aMonitoredConversation(stores(), []);
        const failing = mockClient(DynamoDBDocumentClient);
        mock = failing;
        failing.onAnyCommand().rejects(Object.assign(awsError(name, 400), why));
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
