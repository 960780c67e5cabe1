import { describe, expect, test } from 'vitest';
import { compare } from '../../local/replay/compare.ts';
import type { SpokenTurn } from '../../local/replay/spoken-turns.ts';
import { anEntry } from '../client/frames.ts';

const turns: readonly SpokenTurn[] = [
  { at: 0, from: 'customer', text: 'text 1' },
  { at: 1, from: 'customer', text: 'text 2' },
];

describe('Given two messages that were sent', () => {
  test.each([
    ['both stand', [anEntry(1), anEntry(2)], undefined],
    ['one is missing', [anEntry(1)], 'seq 2 is missing'],
    ['one came twice', [anEntry(1), anEntry(1)], 'seq 1 stands where 2 should'],
    ['one is another text', [anEntry(1), anEntry(2, { text: 'text\u00a02' })], 'seq 2 differs'],
    ["one is the agent's", [anEntry(1), anEntry(2, { purpose: 'agent' })], "seq 2 is not the customer's"],
    ['there is one more', [anEntry(1), anEntry(2), anEntry(3)], '1 entries too many'],
  ])('When %s, then that is said', (_, entries, said) => {
    expect(compare(entries, turns)).toBe(said);
  });
});
