import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { exportConversation } from '../../../src/domain/views/records.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

/** A conversation of so many messages; answers every page of its export. */
const exported = async (count: number, text: string) => {
  const stores = memoryStores();
  const { head } = await stores.heads.create(aHead({ seq: count }));
  const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'Agent One', text } as const;
  const { tenantId, conversationId } = head;
  for (let seq = 1; seq <= count; seq += 1)
    await stores.transcript.put({ tenantId, conversationId, seq, time: epoch, ...said }, {});
  const deps = { ...stores, clock: setClock(), newId: () => randomUUID() as string };
  const me = aPrincipal({ userId: 'manager' });
  const pages = [await exportConversation(deps, me, conversationId)];
  for (let next = pages[0]?.nextUri; next !== undefined; next = pages.at(-1)?.nextUri) {
    const afterSeq = Number(new URL(next, 'http://api').searchParams.get('afterSeq'));
    pages.push(await exportConversation(deps, me, conversationId, afterSeq));
  }
  const seqs = pages.flatMap(({ transcript }) => transcript.map(({ seq }) => seq));
  return { pages, seqs, audits: await stores.audits.newest(tenantId, 1_000) };
};

describe('an export', () => {
  test('Given 100,000 messages, when its pages are followed to their end, then each message is in one of them, in order, and each page was audited', async () => {
    const { pages, seqs, audits } = await exported(100_000, 'hello');
    expect(seqs).toEqual(Array.from({ length: 100_000 }, (_, i) => i + 1));
    expect(audits).toHaveLength(pages.length);
    for (const { transcript, conversation } of pages) {
      expect(transcript.length).toBeLessThanOrEqual(limits.exportPage);
      expect(conversation.participants).toHaveLength(2);
    }
  });

  test('Given the largest texts, when it is exported, then no page is larger than an answer may be, and all of them come', async () => {
    const { pages, seqs } = await exported(200, 'ü'.repeat(limits.textBytes / 2));
    expect(seqs).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(6_000_000);
    expect(pages.length).toBeGreaterThan(3);
  });
});
