import { deferDelivery, deliveryDeps } from '../../src/app/compose/delivery-deps.ts';
import { queueConsumer } from '../../src/app/queue/queue-consumer.ts';
import { DeliveryJob } from '../../src/contract/message.ts';
import { deliver } from '../../src/domain/messages/deliver.ts';

export const handler = queueConsumer(DeliveryJob, deferDelivery, async (job) => {
  await deliver(deliveryDeps, job);
});
