import type { ChangeName } from './change.ts';
import type { Head } from './head.ts';
import { inProgress } from './rules.ts';
import { touch } from './touch.ts';
import type { Effect, Transition } from './transition.ts';

/** inProgress ─end▶ ended; a lease ends with the conversation. */
export const end = (now: number): Transition<'ended'> => ({
  change: 'ended',
  rules: [inProgress],
  effects: [
    { do: 'set', path: ['state'], value: 'ended' },
    { do: 'set', path: ['endTime'], value: now },
    { do: 'remove', path: ['lease'] },
    ...touch(now),
  ],
});

/**
 * A change that was decided by looking at this very head: refused as `moved` where any recorded change came between.
 * Messages and heartbeats do not, so they never make it wait.
 */
export const amended = (
  seen: Head,
  change: ChangeName,
  effects: readonly Effect[],
  now: number,
): Transition<'ended' | 'moved'> => ({
  change,
  rules: [inProgress, { refusal: 'moved', any: [{ op: 'eq', path: ['rev'], value: seen.rev }] }],
  effects: [...effects, ...touch(now)],
});
