import type { Occupancy } from '../../contract/budgets.ts';
import { countedAs, type InteractionStore, occupiedBy, type QueueCounts } from './interaction.ts';

/** What is kept of a queue's counts, and what counting its rows anew gives. */
export interface Recounted {
  readonly queueId: string;
  readonly kept: QueueCounts;
  readonly found: QueueCounts;
}

/** All that is in progress. */
const everything = {
  listings: ['free', 'monitored'],
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  order: 'asc',
  expected: 1_000,
} as const;

/**
 * Counts a queue's interactions in progress anew, row by row. Where nothing is recorded meanwhile, both are the same:
 * what differs once may have changed between the two readings.
 */
export const recountQueue = async (
  deps: { readonly interactions: Pick<InteractionStore, 'counts' | 'range'> },
  tenantId: string,
  queueId: string,
): Promise<Recounted> => {
  const found = { waiting: 0, interacting: 0 };
  for await (const interaction of deps.interactions.range({ tenantId, queueIds: [queueId], ...everything })) {
    const counted = countedAs(interaction);
    if (counted !== undefined) found[counted.as] += 1;
  }
  return { queueId, kept: await deps.interactions.counts(tenantId, queueId), found };
};

/** Counts what a tenant has in progress anew, row by row, as above. */
export const recountTenant = async (
  deps: { readonly interactions: Pick<InteractionStore, 'occupancy' | 'range'> },
  tenantId: string,
): Promise<{ readonly kept: Occupancy; readonly found: Occupancy }> => {
  const found = { conversations: 0, monitors: 0 };
  for await (const interaction of deps.interactions.range({ tenantId, ...everything })) {
    const { conversations, monitors } = occupiedBy(interaction);
    found.conversations += conversations;
    found.monitors += monitors;
  }
  return { kept: await deps.interactions.occupancy(tenantId), found };
};

/** Whether the counts are those of the rows. */
export const isExact = ({ kept, found }: Recounted): boolean =>
  kept.waiting === found.waiting && kept.interacting === found.interacting;
