/**
 * How long a test waits for an event, ms: so long that only what never happens is missed, however busy the machine.
 * No test says by a shorter limit how fast something must be.
 */
export const patience = 300_000;
