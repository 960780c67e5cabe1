import { describe, expect, test } from 'vitest';
import { compareRights } from './rights/compare-rights.ts';

const seen = [
  { granted: ['f Get', 'f Put', 'g Get'], used: ['f Get'] },
  { granted: ['f Get', 'f Put', 'g Get'], used: ['g Get'] },
];

describe('granted against used', () => {
  test('Given a right that no runtime used, when the run ends, then it is told', () => {
    expect(compareRights(seen, [])).toEqual(['granted, and used by no test: f Put']);
  });

  test('Given an unused right that is listed, when the run ends, then nothing is told', () => {
    expect(compareRights(seen, [{ reason: 'any', rights: ['f Put'] }])).toEqual([]);
  });

  test('Given a listed right that is used or not granted, when the run ends, then the list is told to be wrong', () => {
    expect(compareRights(seen, [{ reason: 'any', rights: ['f Put', 'f Get', 'h Get'] }])).toEqual([
      'listed as unused, and not granted: h Get',
      'listed as unused, and used: f Get',
    ]);
  });

  test('Given rights that a pattern lists, when the run ends, then they are listed, and a use of one is told', () => {
    expect(compareRights(seen, [{ reason: 'any', rights: ['* Put'] }])).toEqual([]);
    expect(compareRights(seen, [{ reason: 'any', rights: ['f *'] }])).toEqual([
      'listed as unused, and used: f *',
    ]);
  });

  test('Given a right that is used by chance, when it is used or not, then nothing is told', () => {
    const sometimes = [{ reason: 'any', rights: ['f Put', 'f Get'], sometimes: true }] as const;
    expect(compareRights(seen, sometimes)).toEqual([]);
  });
});
