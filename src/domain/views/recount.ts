import type { InteractionStore, QueueCounts } from './interaction.ts';
import { countedAs } from './interaction.ts';

/** What is kept of a queue's counts, and what counting its rows anew gives. */
export interface Recounted {
  readonly queueId: string;
  readonly kept: QueueCounts;
  readonly found: QueueCounts;
}

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
  const all = {
    tenantId,
    queueIds: [queueId],
    listings: ['free', 'monitored'],
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    order: 'asc',
    expected: 1_000,
  } as const;
  for await (const interaction of deps.interactions.range(all)) {
    const counted = countedAs(interaction);
    if (counted !== undefined) found[counted.as] += 1;
  }
  return { queueId, kept: await deps.interactions.counts(tenantId, queueId), found };
};

/** Whether the counts are those of the rows. */
export const isExact = ({ kept, found }: Recounted): boolean =>
  kept.waiting === found.waiting && kept.interacting === found.interacting;
