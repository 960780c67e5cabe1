import { describe, expect, test } from 'vitest';
import { createOrderedStream, type OrderedStream } from '../../client/transcript/ordered-stream.ts';
import type { StreamEffect } from '../../client/transcript/stream-event.ts';
import { topics } from '../../src/contract/topics.ts';
import { aFrame, aMetadataFrame } from './frames.ts';

const streamFrom = (afterSeq: number, fence = 1) =>
  createOrderedStream({ conversationId: 'c1', afterSeq, fence, tag: 't' });
const push = (stream: OrderedStream, seq: number) => stream.step({ on: 'frame', frame: aFrame(seq) });
const answer = (stream: OrderedStream, body: Record<string, unknown>, correlationId?: string) =>
  stream.step({ on: 'frame', frame: aMetadataFrame(body, correlationId) });
const resumed = (stream: OrderedStream, headSeq: number, more: boolean, correlationId: string) =>
  answer(stream, { message: 'resumed', conversationId: 'c1', headSeq, more }, correlationId);
const fault = (stream: OrderedStream, code: string, correlationId: string) => {
  const error = { message: '', code, status: 400, messageParams: {}, contextId: '', details: [] };
  return answer(stream, { message: 'error', error }, correlationId);
};
const kinds = (effects: readonly StreamEffect[]) => effects.map((effect) => effect.do);
const find = <K extends StreamEffect['do']>(effects: readonly StreamEffect[], kind: K) =>
  effects.find((effect): effect is Extract<StreamEffect, { do: K }> => effect.do === kind);
const seqs = (effects: readonly StreamEffect[]) =>
  effects.flatMap((effect) => (effect.do === 'deliver' ? [effect.entry.seq] : []));

/** A stream whose backfill up to `seq` is complete. */
const settledAt = (seq: number) => {
  const stream = streamFrom(seq);
  stream.step({ on: 'subscribed' });
  resumed(stream, seq, false, 't.1');
  return stream;
};

describe('Given a new stream', () => {
  test('When it is subscribed, then it asks for what came after its cursor', () => {
    expect(streamFrom(4).step({ on: 'subscribed' })).toEqual([
      { do: 'resume', afterSeq: 4, correlationId: 't.1' },
      { do: 'wait', timer: 1, minMs: 10_000, maxMs: 10_000 },
    ]);
  });

  test('When a page says there is more, then it asks for the next at once', () => {
    const stream = streamFrom(0);
    stream.step({ on: 'subscribed' });
    push(stream, 1);
    push(stream, 2);
    expect(find(resumed(stream, 5, true, 't.1'), 'resume')).toMatchObject({ afterSeq: 2 });
  });

  test('When a page brought nothing, then it pauses before it asks again', () => {
    const stream = streamFrom(0);
    stream.step({ on: 'subscribed' });
    expect(kinds(resumed(stream, 5, true, 't.1'))).toEqual(['wait']);
  });

  test('When the answer never comes, then it asks again before it calls the backfill complete', () => {
    const stream = streamFrom(0);
    stream.step({ on: 'subscribed' });
    const pause = find(stream.step({ on: 'timer', timer: 1 }), 'wait');
    expect(find(stream.step({ on: 'timer', timer: pause?.timer ?? 0 }), 'resume')).toBeDefined();
  });

  test('When its cursor is refused, then it ends with the code', () => {
    const stream = streamFrom(9);
    stream.step({ on: 'subscribed' });
    expect(find(fault(stream, 'transcript.cursor.unknown', 't.1'), 'end')?.end.reason).toBe(
      'transcript.cursor.unknown',
    );
  });

  test('When the server is busy, then it pauses', () => {
    const stream = streamFrom(9);
    stream.step({ on: 'subscribed' });
    expect(kinds(fault(stream, 'service.unavailable', 't.1'))).toEqual(['wait']);
  });
});

describe('Given a complete backfill', () => {
  test('When the next message is pushed, then it is delivered at once', () => {
    expect(seqs(push(settledAt(2), 3))).toEqual([3]);
  });

  test('When a push repeats what was delivered, then nothing happens', () => {
    expect(push(settledAt(2), 2)).toEqual([]);
  });

  test('When two pushes cross, then the second waits for the first and no resume is sent', () => {
    const stream = settledAt(2);
    const early = push(stream, 4);
    expect(kinds(early)).toEqual(['wait']);
    expect(seqs(push(stream, 3))).toEqual([3, 4]);
    expect(kinds(stream.step({ on: 'timer', timer: find(early, 'wait')?.timer ?? 0 }))).toEqual(['rest']);
  });

  test('When a gap stays, then the pauses between resumes grow up to their limit', () => {
    const stream = settledAt(0);
    let pause = find(push(stream, 2), 'wait');
    const longest: number[] = [];
    for (let n = 2; n < 9; n += 1) {
      longest.push(pause?.maxMs ?? 0);
      stream.step({ on: 'timer', timer: pause?.timer ?? 0 });
      pause = find(resumed(stream, 2, false, `t.${n}`), 'wait');
    }
    expect(longest).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000]);
  });

  test('When a lost entry explains the gap, then what waited behind it follows', () => {
    const stream = settledAt(0);
    push(stream, 2);
    expect(seqs(stream.step({ on: 'frame', frame: aFrame(1, { type: 'Lost' }) }))).toEqual([1, 2]);
  });

  test('When a place shown as lost is filled after all, then it is delivered once more, and only once', () => {
    const stream = settledAt(0);
    push(stream, 2);
    stream.step({ on: 'frame', frame: aFrame(1, { type: 'Lost' }) });
    expect(seqs(push(stream, 1))).toEqual([1]);
    expect(seqs(push(stream, 1))).toEqual([]);
    expect(stream.lastSeq).toBe(2);
  });

  test('When a pong comes while a place is lost, then it asks from there until a retry is recognised no more', () => {
    const stream = settledAt(0);
    const pause = find(push(stream, 2), 'wait');
    stream.step({ on: 'frame', frame: aFrame(1, { type: 'Lost' }) });
    stream.step({ on: 'timer', timer: pause?.timer ?? 0 });
    const pong = (headSeq: number) =>
      answer(stream, { message: 'pong', conversations: [{ conversationId: 'c1', headSeq }] });
    const again = find(pong(2), 'resume');
    expect(again?.afterSeq).toBe(0);
    for (let seq = 3; seq <= 17; seq += 1) push(stream, seq);
    resumed(stream, 17, false, again?.correlationId ?? '');
    expect(find(pong(17), 'resume')).toBeUndefined();
  });

  test('When the pong names a newer seq, then it pauses and asks for it', () => {
    const effects = answer(settledAt(2), {
      message: 'pong',
      conversations: [{ conversationId: 'c1', headSeq: 3 }],
    });
    expect(kinds(effects)).toEqual(['wait']);
  });

  test('When the pong says that the session is lost, then it ends', () => {
    const effects = answer(settledAt(2), {
      message: 'pong',
      conversations: [{ conversationId: 'c1', lost: true }],
    });
    expect(find(effects, 'end')?.end).toEqual({ reason: 'monitor.lease.lost', lastSeq: 2, missing: 0 });
  });

  test('When an earlier session ends, then this one goes on', () => {
    const stream = streamFrom(0, 2);
    const eventBody = { type: 'MonitoringEnded', disconnectType: 'client', fence: 1 };
    const frame = { topicName: topics.transcript('c1'), version: '2', eventBody, metadata: {} } as const;
    expect(stream.step({ on: 'frame', frame })).toEqual([]);
  });

  test('When monitoring ends while a message is on its way, then it is waited for', () => {
    const stream = settledAt(0);
    push(stream, 2);
    const eventBody = { type: 'MonitoringEnded', disconnectType: 'peer', fence: 1 };
    const frame = { topicName: topics.transcript('c1'), version: '2', eventBody, metadata: {} } as const;
    expect(kinds(stream.step({ on: 'frame', frame }))).toEqual(['wait']);
    const effects = push(stream, 1);
    expect(seqs(effects)).toEqual([1, 2]);
    expect(find(effects, 'end')?.end).toEqual({
      reason: 'monitoring.ended',
      disconnectType: 'peer',
      lastSeq: 2,
      missing: 0,
    });
  });

  test('When anything else comes on the topic, then it is passed on', () => {
    const eventBody = { type: 'Typing', participantId: 'p1' };
    const frame = { topicName: topics.transcript('c1'), version: '2', eventBody, metadata: {} } as const;
    expect(settledAt(0).step({ on: 'frame', frame })).toEqual([{ do: 'notice', eventBody }]);
  });

  test('When typing comes that a later message overtook, then it is late and is dropped', () => {
    const stream = settledAt(2);
    const typing = (afterSeq: number) => {
      const eventBody = { type: 'Typing', participantId: 'p1', purpose: 'agent', afterSeq };
      const frame = { topicName: topics.transcript('c1'), version: '2', eventBody, metadata: {} } as const;
      return kinds(stream.step({ on: 'frame', frame }));
    };
    expect(typing(2)).toEqual(['notice']);
    push(stream, 3);
    expect([typing(2), typing(3)]).toEqual([[], ['notice']]);
  });
});

describe('Given a message whose files are on their way', () => {
  const file = (status?: 'pending') => ({
    contentType: 'Attachment' as const,
    attachment: { mediaType: 'Image' as const, ...(status === undefined ? {} : { status }) },
  });
  const told = (stream: OrderedStream, seq: number, ...statuses: readonly ('pending' | undefined)[]) =>
    stream.step({ on: 'frame', frame: aFrame(seq, { content: statuses.map(file) }) });

  test('When it is told what became of each, then it is delivered once more each time, and no repeat is', () => {
    const stream = settledAt(0);
    expect(seqs(told(stream, 1, 'pending', 'pending'))).toEqual([1]);
    expect(seqs(told(stream, 1, 'pending', 'pending'))).toEqual([]);
    expect(seqs(push(stream, 2))).toEqual([2]);
    expect(seqs(told(stream, 1, undefined, 'pending'))).toEqual([1]);
    expect(seqs(told(stream, 1, 'pending', 'pending'))).toEqual([]);
    expect(seqs(told(stream, 1, undefined, undefined))).toEqual([1]);
    expect(seqs(told(stream, 1, undefined, undefined))).toEqual([]);
  });

  test('When that comes before an earlier message does, then it is delivered as it is by then', () => {
    const stream = settledAt(0);
    expect(seqs(told(stream, 2, 'pending'))).toEqual([]);
    expect(seqs(told(stream, 2, undefined))).toEqual([]);
    expect(seqs(told(stream, 2, 'pending'))).toEqual([]);
    const delivered = push(stream, 1).flatMap((effect) => (effect.do === 'deliver' ? [effect.entry] : []));
    expect(delivered.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(delivered[1]?.content).toEqual([file()]);
  });

  test('When its frame never came, then a pong has it asked for', () => {
    const stream = settledAt(0);
    told(stream, 1, 'pending');
    push(stream, 2);
    const pong = { message: 'pong', conversations: [{ conversationId: 'c1', headSeq: 2 }] };
    expect(find(answer(stream, pong), 'resume')).toMatchObject({ afterSeq: 0 });
    expect(seqs(told(stream, 1, undefined))).toEqual([1]);
    resumed(stream, 2, false, 't.2');
    expect(find(answer(stream, pong), 'resume')).toBeUndefined();
  });
});
