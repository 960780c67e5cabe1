import type { InteractionStore } from '../analytics/interaction-store.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import { announceChange } from './announce-change.ts';
import { announceQueues } from './announce-queues.ts';
import { headChange } from './audience.ts';
import type { FanOutDeps } from './fan-out.ts';

interface Deps extends FanOutDeps {
  readonly interactions: InteractionStore;
  readonly clock: Clock;
}

/** Tells everyone concerned what a batch of changes means to them. Pushes may repeat when the stream does. */
export const announce = async (
  deps: Deps,
  batch: readonly { readonly old: Head | undefined; readonly next: Head }[],
): Promise<void> => {
  const changes = batch.map(({ old, next }) => headChange(old, next));
  for (const change of changes) await announceChange(deps, change);
  const tenants = new Set(changes.map((change) => change.next.tenantId));
  for (const tenantId of tenants)
    await announceQueues(
      deps,
      tenantId,
      changes.filter((change) => change.next.tenantId === tenantId),
    );
};
