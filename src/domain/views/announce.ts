import type { Conversation } from '../../contract/conversation.ts';
import { InteractionMetric } from '../../contract/observation.ts';
import { topics } from '../../contract/topics.ts';
import { tookPart } from '../head/audience.ts';
import type { Head, HeadStore } from '../head/head.ts';
import type { PushMessagesDeps } from '../messages/push.ts';
import type { ChannelStore, Subscription } from '../sockets/channel.ts';
import { eventFrame, fanOut } from '../sockets/fan-out.ts';
import { announceChange, type HeadChange, headChange, shownTo } from './announce-change.ts';
import type { InteractionStore } from './interaction.ts';
import { observationOf } from './observe-users.ts';
import { countQueue, observeInteractions } from './queue-activity.ts';

interface Deps extends PushMessagesDeps {
  readonly channels: PushMessagesDeps['channels'] & Pick<ChannelStore, 'giveUp'>;
  readonly interactions: Pick<InteractionStore, 'get' | 'counts' | 'range'>;
  readonly heads: Pick<HeadStore, 'get'>;
}

const touches = (change: HeadChange, queueId: string): boolean =>
  change.next.queueId === queueId || change.old?.queueId === queueId;

/** What one subscriber is shown of a batch: each conversation once, as it is now, and nothing of what is silent to them. */
const entitiesFor = (subscription: Subscription, changes: readonly HeadChange[], now: number) => {
  const watcher = { userId: subscription.userId, knowsMonitors: subscription.knowsMonitors === true };
  const latest = new Map<string, Conversation>();
  for (const change of changes) {
    const view = shownTo(change, watcher, now);
    if (view !== undefined) latest.set(change.next.conversationId, view);
  }
  return [...latest.values()];
};

const tellConversations = async (
  deps: Deps,
  tenantId: string,
  queueId: string,
  changes: readonly HeadChange[],
): Promise<void> => {
  const topic = topics.queueConversations(queueId);
  const subscribers = await deps.channels.subscribers(tenantId, topic);
  const now = deps.clock.now();
  await Promise.all(
    subscribers.map(async (subscription) => {
      const entities = entitiesFor(subscription, changes, now);
      if (entities.length > 0) await fanOut(deps, [subscription], [eventFrame(topic, { entities })]);
    }),
  );
};

/** ms before each look whether the recorder, which reads the same stream, has come as far as this batch. */
const looks = [0, 20, 50, 100, 200, 400, 800, 1600] as const;

/**
 * Waits until this batch's changes are recorded, 3 s at most: counts change with the rows, and what the batches before
 * changed, which the recorder takes in the same order, is counted once these are.
 */
const recorded = async (deps: Deps, changes: readonly HeadChange[]): Promise<void> => {
  // The last change of each conversation: its row is then past the others too.
  let waiting = [...new Map(changes.map(({ next }) => [next.conversationId, next])).values()];
  for (const ms of looks) {
    if (ms > 0) await deps.pause(ms);
    const rows = await Promise.all(waiting.map((next) => deps.interactions.get(next)));
    waiting = waiting.filter((next, i) => (rows[i]?.rev ?? 0) < next.rev);
    if (waiting.length === 0) return;
  }
};

const tellObservations = async (
  deps: Deps,
  tenantId: string,
  queueId: string,
  changes: readonly HeadChange[],
): Promise<void> => {
  const topic = topics.queueObservations(queueId);
  const subscribers = await deps.channels.subscribers(tenantId, topic);
  if (subscribers.length === 0) return;
  await recorded(deps, changes);
  const counted = await countQueue(deps, tenantId, queueId);
  await Promise.all(
    subscribers.map((subscription) => {
      const told = changes.filter((change) => !(change.silent && tookPart(change.next, subscription.userId)));
      if (told.length === 0) return undefined;
      const data = observeInteractions(InteractionMetric.options, counted, subscription.userId);
      return fanOut(deps, [subscription], [eventFrame(topic, { ...observationOf(queueId, data) })]);
    }),
  );
};

/** Tells the watchers of each queue what a batch of one tenant's changes means to them: one frame a socket and topic. */
export const announceQueues = async (
  deps: Deps,
  tenantId: string,
  changes: readonly HeadChange[],
): Promise<void> => {
  const told = changes.filter((change) => change.facts.length > 0);
  const queueIds = new Set(told.flatMap(({ old, next }) => [next.queueId, old?.queueId ?? next.queueId]));
  for (const queueId of queueIds) {
    const own = told.filter((change) => touches(change, queueId));
    await tellConversations(deps, tenantId, queueId, own);
    await tellObservations(deps, tenantId, queueId, own);
  }
};

/** Leaves out changes of conversations that were erased since: records come late, and what they show is gone. */
const stillKept = async (deps: Deps, changes: readonly HeadChange[]): Promise<readonly HeadChange[]> => {
  const told = changes.filter(({ next }) => next.change !== 'erased' && next.change !== 'kept');
  const ids = new Map(told.map(({ next }) => [`${next.tenantId}#${next.conversationId}`, next]));
  const kept = new Set(
    (await Promise.all([...ids].map(async ([id, key]) => ((await deps.heads.get(key)) ? [id] : [])))).flat(),
  );
  return told.filter(({ next }) => kept.has(`${next.tenantId}#${next.conversationId}`));
};

/** Tells everyone concerned what a batch of changes means to them. Pushes may repeat when the stream does. */
export const announce = async (
  deps: Deps,
  batch: readonly { readonly old: Head | undefined; readonly next: Head }[],
): Promise<void> => {
  const changes = await stillKept(
    deps,
    batch.map(({ old, next }) => headChange(old, next)),
  );
  for (const change of changes) await announceChange(deps, change);
  const tenants = new Set(changes.map((change) => change.next.tenantId));
  for (const tenantId of tenants)
    await announceQueues(
      deps,
      tenantId,
      changes.filter((change) => change.next.tenantId === tenantId),
    );
};
