import { describe, expect, test } from 'vitest';
import { Claims, difference, misplaced, outOfTurn } from '../../bench/soak/judges.ts';

const entry = (seq: number, type: 'Text' | 'Lost' = 'Text') => ({ seq, type });
const one = { userId: 'one', fence: 1 };
const two = { userId: 'two', fence: 2 };

describe('what the soak takes for broken', () => {
  test('two who are let in before the first has ended or expired', () => {
    const claims = new Claims();
    expect(claims.won(one, 0, 60_000)).toEqual([]);
    expect(claims.won(two, 59_999, 120_000)).toEqual(['two was let in beside one']);
  });

  test('a fence that does not grow', () => {
    const claims = new Claims();
    claims.won({ ...one, fence: 2 }, 0, 60_000);
    claims.ended({ ...one, fence: 2 });
    expect(claims.won({ userId: 'two', fence: 1 }, 1, 60_000)).toEqual(['fence 1 came after 2']);
  });

  test('a frame under a fence that its reader was not given', () => {
    const claims = new Claims();
    claims.won(one, 0, 60_000);
    expect([claims.grants('one', 1), claims.grants('one', 2), claims.grants('two', 1)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a seq that is left out, and one that is heard twice', () => {
    expect(outOfTurn([entry(1), entry(3)])).toEqual(['3 was heard after 1']);
    expect(outOfTurn([entry(1), entry(2), entry(2)])).toEqual(['2 was heard after 2']);
  });

  test('what was acknowledged and is missing, elsewhere or twice', () => {
    const kept = [
      { seq: 1, text: 'here' },
      { seq: 2, text: 'elsewhere' },
      { seq: 3, text: 'twice' },
      { seq: 4, text: 'twice' },
    ];
    const acknowledged = new Map([
      ['here', 1],
      ['elsewhere', 5],
      ['twice', 3],
      ['missing', 6],
    ]);
    expect(misplaced(kept, acknowledged)).toEqual([
      'elsewhere is at 2, not at 5',
      'twice is at 3,4, not at 3',
      'missing is at undefined, not at 6',
    ]);
    expect(misplaced([{ seq: 1, text: 'a' }, { seq: 1 }], new Map())).toEqual(['1 is there twice']);
  });

  test('an answer of which a header, the status or a byte differs', () => {
    const seen = { status: 200, headers: 'a,b', body: '{}' };
    expect(difference(seen, seen)).toEqual([]);
    expect(difference(seen, { ...seen, headers: 'a' })).toHaveLength(1);
    expect(difference(seen, { ...seen, body: '{ }' })).toHaveLength(1);
  });
});

describe('what the soak does not take for broken', () => {
  test('the next holder, once the lease has expired or was let go', () => {
    const claims = new Claims();
    claims.won(one, 0, 60_000);
    expect(claims.won(two, 60_000, 120_000)).toEqual([]);
    claims.ended(two);
    expect(claims.won({ ...one, fence: 3 }, 60_001, 120_001)).toEqual([]);
  });

  test('a lost place that is told after all, later', () => {
    expect(outOfTurn([entry(1), entry(2, 'Lost'), entry(3), entry(2)])).toEqual([]);
  });
});
