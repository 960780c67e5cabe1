import type { Outbox } from '../../domain/messages/delivery.ts';
import { liveDeps } from './live-deps.ts';
import { outbox } from './outbox.ts';

/** As `liveDeps`, with the queue of deliveries; apart, so that only who sends bundles its client. */
export const sendingDeps: typeof liveDeps & { readonly outbox: Outbox } = Object.create(liveDeps, {
  outbox: { get: outbox, enumerable: true },
});
