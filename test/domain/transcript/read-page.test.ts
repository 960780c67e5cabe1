import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { sendAgentMessage } from '../../../src/domain/messages/send-agent-message.ts';
import type { Entry } from '../../../src/domain/transcript/message.ts';
import { type OnLost, readPage, sealLost, showLost } from '../../../src/domain/transcript/read-transcript.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { Crash, crashing } from '../../support/crash.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { messageDeps } from '../../support/message-deps.ts';
import { memoryStores } from '../../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });

/** A conversation whose message 2 is lost between its writes, and whose message 3 is stored. */
const withHole = async () => {
  const clock = setClock();
  const stores = memoryStores();
  const deps = messageDeps(stores, clock);
  const { head } = await stores.heads.create(aHead({ seq: 0 }));
  const to = { conversationId: head.conversationId, communicationId: 'a1' };
  const lost = { textBody: 'lost', clientMessageId: 'lost' };
  await sendAgentMessage(deps, agent, to, { textBody: 'one' });
  const broken = { ...deps, transcript: crashing(deps.transcript, 'put', 1, 'before') };
  await expect(sendAgentMessage(broken, agent, to, lost)).rejects.toBeInstanceOf(Crash);
  await sendAgentMessage(deps, agent, to, { textBody: 'three' });
  const read = async (afterSeq = 0, onLost: OnLost = showLost, limit = 200) => {
    const now = await stores.heads.get(head);
    if (now === undefined) throw new Error('no head');
    return readPage(deps, now, afterSeq, limit, onLost);
  };
  return { clock, deps, to, lost, read };
};
const said = (entries: readonly Entry[]) =>
  entries.map((entry) => [entry.seq, entry.type === 'Text' ? entry.text : entry.type]);

describe('a page of a transcript', () => {
  test('Given a message in flight, when read, then the page ends before it and nothing is sealed', async () => {
    const { clock, read, deps, to, lost } = await withHole();
    clock.move(limits.gapMs - 1);
    const page = await read();
    expect(said(page.entries)).toEqual([[1, 'one']]);
    expect(page.more).toBe(false);
    expect((await sendAgentMessage(deps, agent, to, lost)).seq).toBe(2);
    expect(said((await read()).entries)).toEqual([
      [1, 'one'],
      [2, 'lost'],
      [3, 'three'],
    ]);
  });

  test('Given a message that no request can still bring, when read, then its place is shown as lost', async () => {
    const { clock, read } = await withHole();
    clock.move(limits.gapMs);
    expect(said((await read()).entries)).toEqual([
      [1, 'one'],
      [2, 'Lost'],
      [3, 'three'],
    ]);
    expect((await read(1)).entries[0]).toMatchObject({ seq: 2, type: 'Lost', time: epoch });
  });

  test('Given a cursor beyond the newest message, when read, then it is named as unknown with what is newest', async () => {
    const { read } = await withHole();
    await expect(read(4)).rejects.toMatchObject({
      code: 'transcript.cursor.unknown',
      params: { afterSeq: '4', headSeq: '3' },
    });
  });

  test('Given texts beyond a page of bytes, when read, then the page ends early and says that there is more', async () => {
    const { deps, to, clock, read } = await withHole();
    clock.move(limits.gapMs);
    const long = 'x'.repeat(limits.textBytes);
    for (let i = 0; i < 17; i += 1) await sendAgentMessage(deps, agent, to, { textBody: long });
    const first = await read();
    expect(first.more).toBe(true);
    const rest = await read(first.entries.at(-1)?.seq);
    expect(rest.more).toBe(false);
    expect(first.entries.length + rest.entries.length).toBe(20);
  });

  test('Given a place that a monitor was shown as lost, when its sender retries, then they are answered as if nobody had read', async () => {
    const { clock, deps, to, lost, read } = await withHole();
    clock.move(limits.gapMs);
    await read();
    expect((await sendAgentMessage(deps, agent, to, lost)).seq).toBe(2);
    expect(said((await read()).entries)).toEqual([
      [1, 'one'],
      [2, 'lost'],
      [3, 'three'],
    ]);
  });

  test('Given a place that a guest sealed, when its sender retries, then the message is given a new one, once', async () => {
    const { clock, deps, to, lost, read } = await withHole();
    clock.move(limits.gapMs);
    await read(0, sealLost(deps.transcript));
    expect((await sendAgentMessage(deps, agent, to, lost)).seq).toBe(4);
    expect((await sendAgentMessage(deps, agent, to, lost)).seq).toBe(4);
    expect(said((await read()).entries)).toEqual([
      [1, 'one'],
      [2, 'Lost'],
      [3, 'three'],
      [4, 'lost'],
    ]);
  });

  test('Given pages of one, when read on from each last entry, then every place comes once and the end is told', async () => {
    const { clock, read } = await withHole();
    clock.move(limits.gapMs);
    const seen: number[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await read(after, showLost, 1);
      seen.push(...page.entries.map((entry) => entry.seq));
      after = page.entries.at(-1)?.seq ?? after;
      more = page.more;
    }
    expect(seen).toEqual([1, 2, 3]);
  });
});
