import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { topics } from '../../src/contract/topics.ts';
import { append } from '../../src/domain/head/append.ts';
import { fingerprint, type Head } from '../../src/domain/head/head.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { call, callSocket, useHandlers } from '../support/handlers.ts';
import { openForCustomers } from '../support/message-deps.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const later = () => Date.now() + 3_600_000;

describe('what is said on a socket', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  const stores = () => dynamoStores(engine.client(), setClock());

  /** A socket of somebody, and what a frame on it is answered. */
  const socketOf = async (given: Partial<Principal>) => {
    const me = aPrincipal({ expires: later(), ...given });
    const [channelId, connectionId] = [randomUUID(), randomUUID()];
    const channel = { ...me, channelId, created: me.issued, until: later(), topics: [], connectionId };
    await stores().channels.create(channel, 'hash', later());
    const say = async (message: 'send' | 'typing' | 'ping' | 'resume' | 'subscribe', frame: object) => {
      const before = sockets.framesTo(connectionId).length;
      const body = JSON.stringify({ message, correlationId: 'c-1', ...frame });
      expect(await callSocket(message, message, me, { channelId, connectionId }, body)).toEqual({
        statusCode: 200,
      });
      return sockets.framesTo(connectionId).slice(before);
    };
    return { me, say, connectionId };
  };
  const conversation = async (given: Partial<Head> = {}) => (await stores().heads.create(aHead(given))).head;
  const partOf = (head: Head) => ({ conversationId: head.conversationId, communicationId: 'a1' });
  const texts = async (head: Head) =>
    (await stores().transcript.after(head, 0, 10)).map((entry) => (entry.type === 'Text' ? entry.text : ''));

  test('Given an agent, when they send, and again, by frame and by route, then it is stored once and answered the same', async () => {
    const head = await conversation();
    const { me, say } = await socketOf({ userId: 'agent-1' });
    const said = { textBody: 'How can I help?', clientMessageId: 'm-1' };
    const [first, ...more] = await say('send', { ...partOf(head), ...said });
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      topicName: 'channel.metadata',
      eventBody: { message: 'sent', body: { seq: 2, textBody: 'How can I help?', direction: 'outbound' } },
      metadata: { correlationId: 'c-1' },
    });
    expect(await say('send', { ...partOf(head), ...said })).toEqual([first]);
    const route = await call('send-agent-message', { me, params: partOf(head), body: said });
    expect(route.json).toEqual(first?.eventBody.body);
    expect(await texts(head)).toEqual(['How can I help?']);
  });

  test('Given all that a route refuses, when it is asked by frame, then the refusal is the same', async () => {
    const [open, ended, elsewhere] = [
      await conversation(),
      await conversation({ state: 'ended', endTime: 1 }),
      await conversation({ tenantId: 'tenant-b' }),
    ];
    const cases: readonly (readonly [Partial<Principal>, Head, object])[] = [
      [{ userId: 'agent-1' }, ended, { textBody: 'x' }],
      [{ userId: 'agent-1' }, elsewhere, { textBody: 'x' }],
      [{ userId: 'agent-1' }, { ...open, conversationId: 'nowhere' }, { textBody: 'x' }],
      [{ userId: 'supervisor-1' }, open, { textBody: 'x' }],
      [{ userId: 'agent-1', permissions: [] }, open, { textBody: 'x' }],
      [{ userId: 'stranger', divisions: [] }, open, { textBody: 'x' }],
      [{ userId: 'agent-1' }, open, { textBody: 'x'.repeat(70_000) }],
      [{ userId: 'agent-1' }, open, { textBody: '' }],
    ];
    const codes = new Set<string>();
    for (const [who, head, body] of cases) {
      const { me, say } = await socketOf(who);
      const [frame] = await say('send', { ...partOf(head), ...body });
      const byFrame = ErrorBody.parse(frame?.eventBody.error);
      const byRoute = ErrorBody.parse(
        (await call('send-agent-message', { me, params: partOf(head), body })).json,
      );
      const facts = ({ contextId: _, details: __, ...error }: ErrorBody) => error;
      expect(facts(byFrame), JSON.stringify(who)).toEqual(facts(byRoute));
      codes.add(byFrame.code);
      if ('textBody' in body && body.textBody === 'x') {
        const [typed] = await say('typing', partOf(head));
        expect(ErrorBody.parse(typed?.eventBody.error).status).toBeGreaterThanOrEqual(400);
      }
    }
    expect([...codes].sort()).toEqual([
      'bad.request',
      'conversation.not.in.progress',
      'missing.permissions',
      'not.found',
      'participant.not.connected',
      'payload.too.large',
    ]);
    expect(await texts(open)).toEqual([]);
  });

  test('Given an agent who joined late, when they resume from the first message, then each comes in order, without a fence, the same monitored or free; who is neither agent nor monitor is refused', async () => {
    const lease = { fence: 7, lease: aLease({ expires: later() }) };
    const play = async (given: Partial<Head>) => {
      const head = await conversation({ ...given, seq: 3 });
      const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C' } as const;
      for (const seq of [1, 2, 3])
        await stores().transcript.put({ ...head, seq, time: seq, ...said, text: `t${seq}` }, {});
      const ask = { conversationId: head.conversationId, afterSeq: 0 };
      const { say } = await socketOf({ userId: 'agent-1' });
      const frames = await say('resume', ask);
      expect(frames.map(({ eventBody }) => eventBody.text)).toEqual(['t1', 't2', 't3', undefined]);
      expect(frames.at(-1)?.eventBody).toMatchObject({
        message: 'resumed',
        upTo: 3,
        headSeq: 3,
        more: false,
      });
      const stranger = await socketOf({ userId: 'stranger', divisions: [] });
      expect(await stranger.say('resume', ask)).toMatchObject([
        { eventBody: { message: 'error', error: { code: 'not.found' } } },
      ]);
      const peer = await socketOf({ userId: 'supervisor-2' });
      expect(await peer.say('resume', ask)).toMatchObject([
        { eventBody: { message: 'error', error: { code: 'monitor.lease.lost' } } },
      ]);
      return JSON.stringify(frames).replaceAll(head.conversationId, 'C');
    };
    const alone = await play({});
    expect(alone).not.toContain('fence');
    expect(await play(lease)).toBe(alone);
    const ended = await conversation({ state: 'ended', endTime: 1 });
    const reader = await socketOf({ userId: 'reader' });
    expect(await reader.say('resume', { conversationId: ended.conversationId, afterSeq: 0 })).toMatchObject([
      { eventBody: { message: 'error' } },
    ]);
  });

  test('Given a conversation that is monitored and one that is not, when their agents send and type, then what they receive and what it takes is the same', async () => {
    const lease = { fence: 1, lease: aLease({ expires: later() }) };
    const play = async (given: Partial<Head>) => {
      const head = await conversation(given);
      const { say } = await socketOf({ userId: 'agent-1' });
      const frames = [
        ...(await say('typing', partOf(head))),
        ...(await say('send', { ...partOf(head), textBody: 'hello' })),
        ...(await say('send', { ...partOf(head), textBody: 'hello', communicationId: 'a9' })),
      ];
      const masked = JSON.stringify(frames)
        .replaceAll(head.conversationId, 'C')
        .replace(/"timestamp":"[^"]+"/g, '"timestamp":"T"')
        .replace(/"contextId":"[^"]+"/g, '"contextId":"I"');
      return masked;
    };
    const alone = await play({});
    expect(await play(lease)).toBe(alone);
    expect(alone).toContain('sent');
  });

  test('Given messages that were sent quietly, when their agent pings, then those that are stored are told, to them alone', async () => {
    const head = await conversation();
    const [{ say }, other] = [await socketOf({ userId: 'agent-1' }), await socketOf({ userId: 'agent-2' })];
    const quiet = (clientMessageId: string) => ({
      ...partOf(head),
      textBody: clientMessageId,
      clientMessageId,
      quiet: true,
    });
    expect(await say('send', quiet('m-1'))).toEqual([]);
    expect(await say('send', quiet('m-2'))).toEqual([]);
    expect(await texts(head)).toEqual(['m-1', 'm-2']);
    const asked = ['m-2', 'm-1', 'never'].map((clientMessageId) => ({ ...partOf(head), clientMessageId }));
    const pong = async (by: typeof say) => (await by('ping', { sent: asked }))[0]?.eventBody;
    const { conversationId } = head;
    expect(await pong(say)).toEqual({
      message: 'pong',
      conversations: [],
      sent: [
        { conversationId, clientMessageId: 'm-2', id: `${conversationId}.3`, seq: 3 },
        { conversationId, clientMessageId: 'm-1', id: `${conversationId}.2`, seq: 2 },
      ],
    });
    expect(await pong(other.say)).toMatchObject({ sent: [] });
    expect((await say('ping', {}))[0]?.eventBody).toEqual({ message: 'pong', conversations: [] });
  });

  test('Given a seq that was taken and whose message was never stored, when it is asked for, then it is not told', async () => {
    const head = await conversation();
    const { say } = await socketOf({ userId: 'agent-1' });
    const print = fingerprint('a1', 'agent-1', 'm-1', '0');
    expect(
      await stores().heads.apply(head, append({ fingerprint: print, now: head.lastTime })),
    ).toMatchObject({
      ok: true,
    });
    const sent = [{ ...partOf(head), clientMessageId: 'm-1' }];
    expect((await say('ping', { sent }))[0]?.eventBody).toMatchObject({ sent: [] });
    expect(await say('send', { ...partOf(head), textBody: 'hello', clientMessageId: 'm-1' })).toHaveLength(1);
    expect((await say('ping', { sent }))[0]?.eventBody).toMatchObject({ sent: [{ seq: 2 }] });
  });

  test('Given quiet messages that are refused, when they are sent, then that is answered', async () => {
    const ended = await conversation({ state: 'ended', endTime: 1 });
    const { say } = await socketOf({ userId: 'agent-1' });
    const said = { textBody: 'hello', clientMessageId: 'm-1', quiet: true };
    const [refused] = await say('send', { ...partOf(ended), ...said });
    expect(ErrorBody.parse(refused?.eventBody.error).code).toBe('conversation.not.in.progress');
    const [nameless] = await say('send', { ...partOf(ended), textBody: 'hello', quiet: true });
    expect(ErrorBody.parse(nameless?.eventBody.error).details[0]?.path).toBe('clientMessageId');
    const guest = await socketOf({ userId: 'guest-1', guestOf: 'integration-1', permissions: [] });
    const [told] = await guest.say('send', said);
    expect(ErrorBody.parse(told?.eventBody.error).details[0]?.path).toBe('quiet');
  });

  test('Given a guest, when they type and send on their socket, then it is their conversation’s, and no frame of theirs names one', async () => {
    await openForCustomers(stores());
    const { say, me } = await socketOf({
      userId: 'guest-1',
      guestOf: 'integration-1',
      permissions: [],
      divisions: [],
    });
    expect(await say('typing', {})).toEqual([]);
    const [sent] = await say('send', { textBody: 'Hello', clientMessageId: 'g-1' });
    const body = sent?.eventBody.body as { conversationId: string; seq: number };
    expect(body).toMatchObject({ direction: 'Inbound', text: 'Hello', seq: 1 });
    expect(await say('send', { textBody: 'Hello', clientMessageId: 'g-1' })).toEqual([sent]);
    expect(await say('typing', {})).toEqual([]);
    const head = await stores().heads.get({ tenantId: me.tenantId, conversationId: body.conversationId });
    expect(head).toMatchObject({ queueId: 'queue-1', seq: 1 });
    const topic = topics.guestMessages(me.userId);
    const [subscribed] = await say('subscribe', { topics: [topic] });
    expect(subscribed?.eventBody.topics).toEqual([{ id: topic, state: 'Permitted' }]);
    const { conversationId } = body;
    const { reached } = await stores().channels.audience(me.tenantId, topic);
    expect(reached.get(conversationId)?.upTo).toBe(1);
    const [pong] = await say('ping', {});
    expect(pong?.eventBody).toEqual({ message: 'pong', conversations: [{ conversationId, headSeq: 1 }] });
    const foreign = await conversation();
    for (const named of [
      partOf(foreign),
      { conversationId: foreign.conversationId },
      { communicationId: 'a1' },
    ]) {
      const [refused] = await say('send', { ...named, textBody: 'x' });
      expect(ErrorBody.parse(refused?.eventBody.error).code).toBe('bad.request');
    }
    expect(await texts(foreign)).toEqual([]);
  });
});
