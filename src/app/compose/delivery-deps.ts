import { providerCourier } from '../../adapters/couriers/courier.ts';
import { publicCaller } from '../../adapters/http/http-caller.ts';
import { defer } from '../../adapters/queue/defer.ts';
import { env, metrics } from '../../contract/env.ts';
import { backoffSeconds } from '../../domain/messages/deliver.ts';
import type { Courier, Parcel } from '../../domain/messages/delivery.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { count } from '../metrics.ts';
import type { Defer } from '../queue/queue-consumer.ts';
import { sqs } from './outbox.ts';
import { secretDeps } from './secret-deps.ts';
import { allowedHosts } from './webhook-urls.ts';

const providers = lazy(() => providerCourier(publicCaller(allowedHosts()), environment(env.publicUrl)));

const counting: Courier = {
  async hand(parcel: Parcel) {
    const handed = await providers().hand(parcel);
    if (!handed.accepted) count(metrics.deliveryRefused, parcel.integration.messageType);
    return handed;
  },
};

/** What delivering needs: the stores, the secrets and the way out to the providers. */
export const deliveryDeps: typeof secretDeps & { readonly courier: Courier } = Object.create(secretDeps, {
  courier: { value: counting, enumerable: true },
});

/** Hides a message of the queue of deliveries for longer with each attempt. */
export const deferDelivery: Defer = (receiptHandle, attempts) =>
  defer(sqs(), environment(env.deliveryQueueUrl), receiptHandle, backoffSeconds(attempts));
