import { isExact, recountQueue, recountTenant } from '../../../src/domain/views/recount.ts';
import type { Checker, NewChecker } from '../checker.ts';
import type { Simulation } from '../simulation.ts';
import { Violation } from '../violation.ts';

const compare = async ({ world }: Simulation): Promise<void> => {
  for (const tenantId of ['ta', 'tb']) {
    const { kept, found } = await recountTenant({ interactions: world.stores.interactions }, tenantId);
    if (kept.conversations !== found.conversations || kept.monitors !== found.monitors)
      throw new Violation('counts are those of the rows', `${tenantId}: ${JSON.stringify({ kept, found })}`);
    for (const queueId of ['queue1', 'queue2']) {
      const recounted = await recountQueue({ interactions: world.stores.interactions }, tenantId, queueId);
      if (!isExact(recounted))
        throw new Violation('counts are those of the rows', `${tenantId}: ${JSON.stringify(recounted)}`);
    }
  }
};

/** Counts are exact, however often and in any order the stream's records came, also while some are parked. */
export const counted: NewChecker = (): Checker => ({ rest: compare, settle: compare });
