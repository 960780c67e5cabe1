import type { Clock } from '../../domain/shared/clock.ts';

/** The system's clock. */
export const clock: Clock = { now: () => Date.now() };
