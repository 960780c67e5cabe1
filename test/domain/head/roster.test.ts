import { expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { connecting } from '../../../src/domain/head/roster.ts';
import { aHead, aLease } from '../../support/factories.ts';

const someone = (n: number) => ({ purpose: 'bot', name: 'B', userId: `bot-${n}`, since: 1 }) as const;

test('Given as many participants as there may be at once, or in all, when another connects, then they are refused, monitored or not', () => {
  const here = Object.fromEntries(
    Array.from({ length: limits.participantsAtOnce }, (_, n) => [`b${n}`, someone(n)]),
  );
  const parties = Object.fromEntries(
    Array.from({ length: limits.participantsInAll }, (_, n) => [`p${n}`, true as const]),
  );
  for (const full of [{ participants: here }, { parties }])
    for (const monitored of [{}, { fence: 1, lease: aLease() }])
      expect(() => connecting(aHead({ ...full, ...monitored }), 'new', someone(99))).toThrow('conflict');
  expect(connecting(aHead(), 'new', someone(99)).change).toBe('participant');
});
