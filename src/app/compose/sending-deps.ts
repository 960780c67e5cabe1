import type { Outbox } from '../../domain/messages/delivery.ts';
import { deps } from './deps.ts';
import { outbox } from './outbox.ts';

/** As `deps`, with the queue of deliveries; apart, so that only who sends bundles its client. */
export const sendingDeps: typeof deps & { readonly outbox: Outbox } = Object.create(deps, {
  outbox: { get: outbox, enumerable: true },
});
