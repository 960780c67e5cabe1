import * as z from 'zod';
import type { MonitorChannel } from '../../client/client.ts';
import type { Call } from '../../client/rest/call.ts';
import { Conversation } from '../../src/contract/conversation.ts';
import { topics } from '../../src/contract/topics.ts';
import type { Store } from '../store.ts';
import type { Facts, Interaction } from './facts.ts';
import { interactionOf, interactionOfDetails } from './interaction-of.ts';
import { inProgress, readInteractions, readQueues } from './read-floor.ts';

/** Ended interactions that stay on the page, so that a row can say that it is over. */
const keptEnded = 50;
/** ms between two readings of what no frame tells: new queues, and when last messages came. */
const refreshMs = 30_000;

const Changed = z.object({ entities: z.array(Conversation) });

interface Deps {
  readonly call: Call;
  readonly channel: MonitorChannel;
  readonly store: Store<Facts>;
  readonly signal: AbortSignal;
}

/** The live floor: queues and interactions. */
export interface Floor {
  /** Reads everything again, as after a gap. */
  fill(): Promise<void>;
  /** Takes in one conversation as a frame or a read tells it. */
  take(conversation: Conversation): void;
}

const withoutOldest = (interactions: ReadonlyMap<string, Interaction>): ReadonlyMap<string, Interaction> => {
  const ended = [...interactions.values()].filter(({ endTime }) => endTime !== undefined);
  if (ended.length <= keptEnded) return interactions;
  const oldest = ended.sort((a, b) => (a.endTime ?? 0) - (b.endTime ?? 0)).slice(0, ended.length - keptEnded);
  const next = new Map(interactions);
  for (const { id } of oldest) next.delete(id);
  return next;
};

/** Subscribes to every queue and keeps the store's floor as the frames tell it. */
export const openFloor = ({ call, channel, store, signal }: Deps): Floor => {
  const leaves = new Map<string, () => void>();
  /** Conversations that frames told of while a reading was under way: the frame is the newer one. */
  let told = new Set<string>();

  const takeAll = (conversations: readonly Conversation[]): void =>
    store.patch((facts) => {
      const next = new Map(facts.interactions);
      for (const conversation of conversations) {
        told.add(conversation.id);
        next.set(conversation.id, interactionOf(conversation, next.get(conversation.id)));
      }
      return { ...facts, interactions: withoutOldest(next) };
    });

  const listen = (queueId: string): void => {
    const topic = topics.queueConversations(queueId);
    const leave = channel.listen(topic, {
      frame: ({ topicName, eventBody }) => {
        const changed = topicName === topic ? Changed.safeParse(eventBody) : undefined;
        if (changed?.success === true) takeAll(changed.data.entities);
      },
    });
    leaves.set(queueId, leave);
  };

  const fillQueues = async (): Promise<void> => {
    const queues = await readQueues(call, signal);
    store.patch((facts) => ({ ...facts, queues: new Map(queues.map((queue) => [queue.id, queue])) }));
    const ids = new Set(queues.map(({ id }) => id));
    for (const id of ids) if (!leaves.has(id)) listen(id);
    for (const [id, leave] of leaves)
      if (!ids.has(id)) {
        leave();
        leaves.delete(id);
      }
  };

  const fillInteractions = async (): Promise<void> => {
    told = new Set();
    const found = await readInteractions(call, inProgress, signal);
    const now = Date.now();
    store.patch((facts) => {
      const next = new Map<string, Interaction>();
      for (const [id, known] of facts.interactions)
        if (told.has(id) || known.endTime !== undefined) next.set(id, known);
      for (const details of found) {
        const read = interactionOfDetails(details, now);
        const known = next.get(read.id);
        if (known === undefined) next.set(read.id, read);
        else if (read.customerTime !== undefined && known.endTime === undefined)
          next.set(read.id, { ...known, customerTime: read.customerTime });
      }
      return { ...facts, interactions: next };
    });
  };

  const fill = async (): Promise<void> => {
    await fillQueues();
    await fillInteractions();
    store.patch((facts) => ({ ...facts, filled: true }));
  };

  const timer = setInterval(() => {
    if (document.visibilityState === 'hidden' || store.get().connection.is !== 'open') return;
    fill().catch(() => undefined);
  }, refreshMs);
  signal.addEventListener('abort', () => clearInterval(timer));

  return { fill, take: (conversation) => takeAll([conversation]) };
};
