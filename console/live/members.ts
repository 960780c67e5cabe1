import type { MonitorChannel } from '../../client/client.ts';
import type { Call } from '../../client/rest/call.ts';
import { QueueMember } from '../../src/contract/queue.ts';
import { getQueueMembers } from '../../src/contract/routes/queue-members.ts';
import { topics } from '../../src/contract/topics.ts';
import { type Store, withEntry } from '../store.ts';
import type { Facts } from './facts.ts';
import { readPages } from './read-pages.ts';

interface Deps {
  readonly call: Call;
  readonly channel: MonitorChannel;
  readonly store: Store<Facts>;
  readonly signal: AbortSignal;
}

/** The members of the queues that somebody looks at, with their presence and routing status. */
export interface Members {
  /** Keeps a queue's members in the store until the answer is called. */
  watch(queueId: string): () => void;
  /** Reads the members of every watched queue again, as after a gap. */
  fill(): Promise<void>;
}

type OfQueue = ReadonlyMap<string, QueueMember>;

/** Reads the members of watched queues and keeps them as the frames tell. */
export const openMembers = ({ call, channel, store, signal }: Deps): Members => {
  const watched = new Map<string, number>();

  const patch = (queueId: string, change: (known: OfQueue) => OfQueue): void =>
    store.patch((facts) => ({
      ...facts,
      members: withEntry(facts.members, queueId, change(facts.members.get(queueId) ?? new Map())),
    }));

  const read = async (queueId: string): Promise<void> => {
    const found = await readPages((query) => call(getQueueMembers, { params: { queueId }, query, signal }));
    patch(queueId, () => new Map(found.map((member) => [member.id, member])));
  };

  return {
    watch: (queueId) => {
      watched.set(queueId, (watched.get(queueId) ?? 0) + 1);
      const topic = topics.queueUsers(queueId);
      const leave = channel.listen(topic, {
        frame: ({ topicName, eventBody }) => {
          const told = topicName === topic ? QueueMember.safeParse(eventBody) : undefined;
          if (told?.success === true) patch(queueId, (known) => withEntry(known, told.data.id, told.data));
        },
      });
      read(queueId).catch(() => undefined);
      return () => {
        leave();
        const left = (watched.get(queueId) ?? 1) - 1;
        if (left > 0) watched.set(queueId, left);
        else watched.delete(queueId);
      };
    },
    fill: async () => {
      await Promise.all([...watched.keys()].map(read));
    },
  };
};
