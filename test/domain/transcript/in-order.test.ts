import { describe, expect, test } from 'vitest';
import { memoryTranscriptStore } from '../../../src/adapters/memory/transcript-store.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { Reached } from '../../../src/domain/sockets/channel.ts';
import { inOrder } from '../../../src/domain/transcript/in-order.ts';
import type { Entry } from '../../../src/domain/transcript/message.ts';
import { epoch, setClock } from '../../support/clock.ts';

const key = { tenantId: 'tenant-a', conversationId: 'conversation-1' };
const entry = (seq: number): Entry => ({
  ...key,
  seq,
  time: epoch + seq,
  type: 'Text',
  participantId: 'a1',
  purpose: 'agent',
  name: 'Agent One',
  text: `text ${seq}`,
});

describe('the order of pushes', () => {
  /** A store that holds these entries, and that the sender of each `late` one fills during the n-th pause. */
  const arranged = async (stored: readonly number[], late: Readonly<Record<number, number>> = {}) => {
    const transcript = memoryTranscriptStore();
    const clock = setClock();
    for (const seq of stored) await transcript.put(entry(seq), {});
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
      const seq = late[pauses];
      if (seq !== undefined) await transcript.put(entry(seq), {});
    };
    const run = async (
      handed: readonly number[],
      before: Reached | undefined,
      scope = '1',
      last = Math.max(...handed),
      isMonitors = true,
    ) => {
      const seal = (lost: Entry) => transcript.put(lost, {});
      const { entries, reached } = await inOrder(
        { transcript, pause, clock },
        key,
        { name: scope, holds: true, ...(isMonitors ? {} : { seal, fromStart: true }) },
        before,
        handed.map(entry),
        last,
      );
      return { seqs: entries.map(({ seq }) => seq), reached, pauses };
    };
    return Object.assign(run, {
      clock,
      store: (seq: number) => transcript.put(entry(seq), {}),
      toGuest: (handed: readonly number[], before: Reached | undefined) =>
        run(handed, before, '1', Math.max(...handed), false),
    });
  };
  const reached = (upTo: number, missing: readonly number[] = []): Reached => ({ scope: '1', upTo, missing });

  test('Given a place to go on from, when the next comes, then it alone is pushed and nothing is read or waited for', async () => {
    const run = await arranged([]);
    expect(await run([5], reached(4))).toEqual({ seqs: [5], reached: reached(5), pauses: 0 });
  });

  test('Given writes that crossed in one batch, when it is pushed, then it is in the order of seq', async () => {
    const run = await arranged([5, 6, 7]);
    expect((await run([7, 5, 6], reached(4))).seqs).toEqual([5, 6, 7]);
  });

  test('Given a seq whose text is on its way, when a later one comes, then it is waited for and goes first, and its own record pushes nothing more', async () => {
    const run = await arranged([6], { 2: 5 });
    const first = await run([6], reached(4));
    expect(first).toEqual({ seqs: [5, 6], reached: reached(6), pauses: 2 });
    expect((await run([5], first.reached)).seqs).toEqual([]);
  });

  test('Given a sender who is slow between two writes, when others write meanwhile, then theirs are held back without another wait, and all come in order by the slow one\u2019s push, once', async () => {
    const run = await arranged([6]);
    const first = await run([6], reached(4));
    expect([first.seqs, first.reached, first.pauses]).toEqual([[], { ...reached(4), held: 6 }, 3]);
    await run.store(7);
    const second = await run([7], first.reached);
    expect([second.seqs, second.reached, second.pauses]).toEqual([[], { ...reached(4), held: 7 }, 3]);
    await run.store(5);
    const filled = await run([5], second.reached);
    expect([filled.seqs, filled.reached]).toEqual([[5, 6, 7], reached(7)]);
    expect((await run([5, 6, 7], filled.reached)).seqs).toEqual([]);
  });

  test('Given two slow senders, when the first of them is done, then what stands before the second comes, and no more', async () => {
    const run = await arranged([5, 7, 9]);
    const first = await run([7, 9], reached(5));
    expect(first.reached).toEqual({ ...reached(5), held: 9 });
    await run.store(6);
    const second = await run([6], first.reached);
    expect([second.seqs, second.reached]).toEqual([[6, 7], { ...reached(7), held: 9 }]);
  });

  test('Given a sender who died between two writes, when no request can be under way any more, then the others go on, and the place is pushed when its retry fills it, once', async () => {
    const run = await arranged([6, 7]);
    const held = await run([6], reached(4));
    run.clock.move(limits.gapMs + 6);
    const first = await run([7], held.reached);
    expect([first.seqs, first.reached]).toEqual([[6, 7], reached(7, [5])]);
    const late = await run([5], first.reached);
    expect([late.seqs, late.reached]).toEqual([[5], reached(7)]);
    expect((await run([5, 6, 7], late.reached)).seqs).toEqual([]);
  });

  test('Given a scope that seals, when no request can be under way any more, then the place is lost for good and nothing is remembered', async () => {
    const run = await arranged([6]);
    const first = await run.toGuest([6], reached(4));
    expect([first.seqs, first.reached]).toEqual([[], { ...reached(4), held: 6 }]);
    run.clock.move(limits.gapMs + 6);
    const second = await run.toGuest([6], first.reached);
    expect([second.seqs, second.reached]).toEqual([[5, 6], reached(6)]);
    await run.store(5);
    expect((await run.toGuest([5], second.reached)).seqs).toEqual([]);
  });

  test('Given a receiver who was there before, when a later seq comes first of all, then what is before it is waited for', async () => {
    const run = await arranged([2]);
    const first = await run.toGuest([2], undefined);
    expect([first.seqs, first.reached]).toEqual([[], { ...reached(0), held: 2 }]);
    await run.store(1);
    expect((await run.toGuest([1], first.reached)).seqs).toEqual([1, 2]);
  });

  test('Given what was pushed already, when the stream repeats it, then nothing is pushed', async () => {
    const run = await arranged([1, 2, 3]);
    expect((await run([1, 2, 3], reached(3))).seqs).toEqual([]);
  });

  test('Given a new session or conversation, when its first message comes, then what was there before is left to the backfill', async () => {
    const run = await arranged([1, 2, 3, 4]);
    expect(await run([4], undefined)).toEqual({ seqs: [4], reached: reached(4), pauses: 0 });
  });

  test('Given the end of a session, when nothing is handed over, then what was said in it and not pushed is', async () => {
    const run = await arranged([1, 2, 3]);
    expect((await run([], reached(1), '1', 3)).seqs).toEqual([2, 3]);
    expect((await run([], undefined, '1', 3)).seqs).toEqual([]);
  });

  test('Given a topic that nobody followed for long, when a message comes, then what lies between is left to the backfill', async () => {
    const run = await arranged(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(await run([300], reached(10))).toEqual({ seqs: [300], reached: reached(300), pauses: 0 });
  });
});
