import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoDeliveryStore } from '../../src/adapters/dynamodb/delivery-store.ts';
import { headFromItem } from '../../src/adapters/dynamodb/head-item.ts';
import { parseConversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { entryFromItem } from '../../src/adapters/dynamodb/transcript-item.ts';
import { sqsFetches, sqsOutbox } from '../../src/adapters/queue.ts';
import type { Place } from '../../src/domain/messages/delivery.ts';
import { awaited } from '../../src/domain/messages/fetch-files.ts';
import type { Backstage } from '../installation.ts';
import { itemAt } from '../walks/items-of.ts';
import type { Item, Outcome } from '../walks/walk-table.ts';
import { isTaken, itemsOfTenant, takenCode } from './moved-items.ts';

/** ms in which a queue tries a message before it parks it (docs/channels.md). */
const tryingMs = 15 * 60_000;

/** ms for which a delivery is held while it is taken. */
const holdMs = 60_000;

/**
 * Takes a message that waits for its provider out of its installation's hands: what of it is still in the queue finds it
 * done. `stays` where an attempt has it right now, which is over within a minute and a half.
 */
export const takeDelivery = async (
  { dynamodb, output }: Backstage,
  item: Item,
  now: number,
): Promise<Outcome> => {
  if (item.type !== 'Text' || item.purpose !== 'agent') return 'current';
  const key = parseConversationPk(String(item.pk));
  const found = await itemAt(dynamodb, output('ConversationsTable'), { pk: item.pk });
  const head = found === undefined ? undefined : headFromItem(found);
  if (head?.deliveryMode !== 'provider') return 'current';
  const { integrationId } = head;
  const deliveries = dynamoDeliveryStore(dynamodb, output('RecordsTable'));
  const place = { ...key, seq: Number(item.seq) };
  const claimed = await deliveries.claim(place, integrationId, now, now + holdMs);
  if (claimed !== 'claimed') return claimed === 'busy' ? 'stays' : 'current';
  await deliveries.advance(place, { status: 'failed', integrationId, code: takenCode });
  return 'changed';
};

/** Puts a place into a queue, or among what it has given up where it was tried long enough. */
const enqueue = async (
  { service, output }: Backstage,
  queue: 'Delivery' | 'Fetch',
  place: Place,
  time: number,
): Promise<void> => {
  const now = Date.now();
  const url = output(now - time > tryingMs ? `${queue}DeadLetters` : `${queue}Queue`);
  await (queue === 'Delivery' ? sqsOutbox : sqsFetches)(service('sqs'), url, String(now)).enqueue(place);
};

/** Lets a message be delivered by its own installation again. */
const giveBack = ({ dynamodb, output }: Backstage, { pk, sk }: Item) =>
  dynamodb.send(
    new UpdateCommand({
      TableName: output('RecordsTable'),
      Key: { pk, sk },
      UpdateExpression: 'SET #status = :sending, #rank = :one, #until = :zero REMOVE #code',
      ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank', '#code': 'code', '#until': 'until' },
      ExpressionAttributeValues: { ':sending': 'sending', ':one': 1, ':zero': 0 },
    }),
  );

const waitsHere = ({ sk, status, until }: Item): boolean =>
  String(sk).startsWith('DELIVERY#') && status === 'sending' && until === 0;

/**
 * Gives the messages that were taken, and those whose files are not here yet, to an installation's queues, in the order of
 * each conversation. Doing it again does no harm: a delivery is claimed first, and a file is fetched to one place.
 *
 * @param isBack whether they go back to the installation that they were taken from
 */
export const handOver = async (
  from: Backstage,
  to: Backstage,
  tenantId: string,
  isBack = false,
): Promise<{ readonly deliveries: number; readonly fetches: number }> => {
  const counts = { deliveries: 0, fetches: 0 };
  const { dynamodb, output } = from;
  for await (const item of itemsOfTenant(dynamodb, output('RecordsTable'), tenantId)) {
    if (!isTaken(item) && !(isBack && waitsHere(item))) continue;
    if (isBack) await giveBack(from, item);
    const seq = Number(String(item.sk).split('#')[1]);
    const place = { ...parseConversationPk(String(item.pk)), seq };
    const message = await itemAt(dynamodb, output('TranscriptTable'), { pk: item.pk, seq });
    await enqueue(to, 'Delivery', place, Number(message?.time ?? 0));
    counts.deliveries += 1;
  }
  for await (const item of itemsOfTenant(dynamodb, output('TranscriptTable'), tenantId)) {
    if (item.type !== 'Text' || item.content === undefined) continue;
    const entry = entryFromItem(item);
    if (entry.type !== 'Text' || awaited(entry).length === 0) continue;
    const place = { ...parseConversationPk(String(item.pk)), seq: entry.seq };
    await enqueue(to, 'Fetch', place, entry.time);
    counts.fetches += 1;
  }
  return counts;
};
