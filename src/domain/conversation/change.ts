import type { silentChanges, transitions } from '../../contract/changes.ts';

/** What the last write did to a head; stream filters select by it. */
export type ChangeName = (typeof transitions)[number] | (typeof silentChanges)[number];
