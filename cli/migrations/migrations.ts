import { heldInParts } from './held-in-parts.ts';
import type { Migration } from './migration.ts';
import { rowsInTenantCounts } from './rows-in-tenant-counts.ts';

/** Every migration, in the order in which they are run. One that every installation has run may go. */
export const migrations: readonly Migration[] = [heldInParts, rowsInTenantCounts];
