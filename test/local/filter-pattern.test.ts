import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../local/streams/filter-pattern.ts';

const event = {
  eventName: 'MODIFY',
  dynamodb: { SizeBytes: 120, NewImage: { change: { S: 'monitor' }, seq: { N: '7' } } },
};
const change = (leaf: unknown) => ({ dynamodb: { NewImage: { change: { S: [leaf] } } } });

describe('a filter pattern', () => {
  test.each([
    ['an equal value', change('monitor'), true],
    ['another value', change('ended'), false],
    ['a prefix', change({ prefix: 'mon' }), true],
    ['a suffix', change({ suffix: 'or' }), true],
    ['anything but others', change({ 'anything-but': ['message', 'ended'] }), true],
    ['anything but itself', change({ 'anything-but': ['monitor'] }), false],
    ['another letter case', change({ 'equals-ignore-case': 'MONITOR' }), true],
    ['a leaf that exists', change({ exists: true }), true],
    ['a leaf that is absent', { dynamodb: { NewImage: { lease: { M: [{ exists: false }] } } } }, true],
    ['a range of a JSON number', { dynamodb: { SizeBytes: [{ numeric: ['>', 100, '<=', 120] }] } }, true],
    [
      'a range of a DynamoDB number, which is text',
      { dynamodb: { NewImage: { seq: { N: [{ numeric: ['>', 1] }] } } } },
      false,
    ],
    ['two fields of which one differs', { eventName: ['INSERT'], ...change('monitor') }, false],
    ['an alternative', { $or: [{ eventName: ['INSERT'] }, { eventName: ['MODIFY'] }] }, true],
  ])('Given an event, when the pattern is %s, then it matches: %s', (_, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  test('Given a matcher that Lambda does not know, when it is used, then it is refused', () => {
    expect(() => matchesPattern(change({ like: 'x' }), event)).toThrow('like');
  });
});
