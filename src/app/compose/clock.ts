import type { Clock } from '../../domain/clock.ts';

/** The system's clock. */
export const clock: Clock = { now: () => Date.now() };
