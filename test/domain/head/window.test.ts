import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { append, firstWindow } from '../../../src/domain/head/append.ts';
import { fingerprint, seqOf } from '../../../src/domain/head/head.ts';
import { evolve, firstRefusal } from '../../../src/domain/head/transition.ts';
import { epoch } from '../../support/clock.ts';
import { aHead } from '../../support/factories.ts';

const window = limits.recentMessages;

describe('the window of recent messages', () => {
  test('Given any number of messages, when each is looked up, then the last of them have their seq and older ones none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
        const prints = Array.from({ length: count }, (_, i) => fingerprint('message', String(i)));
        const head = prints.reduce(
          (at, print) => evolve(at, append({ fingerprint: print, now: epoch })),
          aHead({ seq: 1, recent: firstWindow('first') }),
        );
        expect(head.seq).toBe(count + 1);
        expect(head.recent).toHaveLength(window);
        prints.forEach((print, i) => {
          expect(seqOf(head, print)).toBe(count - i <= window ? i + 2 : undefined);
          const refusal = firstRefusal(head, append({ fingerprint: print, now: epoch }).rules);
          expect(refusal).toBe(count - i <= window ? 'repeat' : undefined);
        });
      }),
    );
  });

  test('Given parts that join to the same text, when fingerprinted, then their fingerprints differ', () => {
    expect(fingerprint('a', 'bc')).not.toBe(fingerprint('ab', 'c'));
    expect(fingerprint('a', 'b')).toMatch(/^[\w-]{11}$/);
  });

  test('Given a repeat after the end, when refused, then it is a repeat: a late retry is answered', () => {
    const head = aHead({ state: 'ended', recent: firstWindow('m') });
    expect(firstRefusal(head, append({ fingerprint: 'm', now: epoch }).rules)).toBe('repeat');
    expect(firstRefusal(head, append({ fingerprint: 'new', now: epoch }).rules)).toBe('ended');
  });
});
