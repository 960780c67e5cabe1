import { expect, test } from 'vitest';
import { movedOn, sentIds, tellingOf } from '../../console/live/deliveries.ts';
import { limits } from '../../src/contract/limits.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';

test('Given stages that are told late and out of order, then a delivery only moves on', () => {
  let known: ReturnType<typeof movedOn> = new Map();
  const told = (['queued', 'delivered', 'sent', 'read', 'delivered', 'failed', 'read'] as const).map(
    (status) => {
      known = movedOn(known, 'conversation.with.dots.7', status);
      return known.get(7);
    },
  );
  expect(told).toEqual(['queued', 'delivered', 'delivered', 'read', 'read', 'failed', 'failed']);
});

test('Given a conversation that no provider delivers, then nothing is shown; given one receipt, then every stage', () => {
  const sent = new Map([[2, 'sent'] as const, [4, 'sent'] as const]);
  expect(tellingOf(sent)).toBeUndefined();
  expect(tellingOf(undefined)).toBeUndefined();
  const read = movedOn(sent, 'c.4', 'read');
  expect(tellingOf(read)).toEqual(
    new Map([
      [2, 'sent'],
      [4, 'read'],
    ]),
  );
});

test('Given a long transcript, then the newest messages to the customer are asked for, as many as the API answers', () => {
  const entries = Array.from(
    { length: 400 },
    (_, i): TranscriptEntry => ({
      seq: i + 1,
      id: `c.${i + 1}`,
      time: '2026-01-01T00:00:00.000Z',
      purpose: i % 2 === 0 ? 'customer' : 'agent',
      type: i === 399 ? 'Lost' : 'Text',
    }),
  );
  const ids = sentIds(entries);
  expect(ids).toHaveLength(limits.messagesById);
  expect(ids.at(-1)).toBe('c.398');
});
