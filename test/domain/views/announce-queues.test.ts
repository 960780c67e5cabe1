import { describe, expect, test } from 'vitest';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import { topics } from '../../../src/contract/topics.ts';
import { amended, end, erase } from '../../../src/domain/head/amend.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { claim } from '../../../src/domain/head/monitoring-transitions.ts';
import type { Transition } from '../../../src/domain/head/transition.ts';
import { announce } from '../../../src/domain/views/announce.ts';
import { recordInteraction } from '../../../src/domain/views/interaction.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

/** A queue of one conversation, and a user's socket that watches the queue in every way there is. */
const watched = async () => {
  const stores = memoryStores();
  const sockets = memorySockets();
  const deps = { ...stores, sockets, clock: setClock(), pause: async () => {} };
  let { head } = await stores.heads.create(aHead());
  await recordInteraction(deps, undefined, head);
  return {
    async watch(userId: string, knowsMonitors: boolean) {
      const me = aPrincipal({ userId });
      const of = { tenantId: 'tenant-a', channelId: userId };
      const until = Number.MAX_SAFE_INTEGER;
      await stores.channels.create({ ...me, ...of, created: 0, until, topics: [] }, '', 0);
      await stores.channels.subscribe(
        [topics.queueConversations('queue-1'), topics.queueObservations('queue-1')].map((topic) => ({
          ...of,
          topic,
          userId,
          issued: until,
          until,
          connectionId: userId,
          knowsMonitors,
        })),
      );
      const frames = sockets.connect(userId);
      return () => frames.map(({ topicName }) => topicName.split('.').at(-1));
    },
    async happens(transition: (seen: Head) => Transition<string>) {
      const outcome = await stores.heads.apply(head, transition(head));
      if (!outcome.ok) throw new Error(outcome.refusal);
      await recordInteraction(deps, head, outcome.head);
      const change = { old: head, next: outcome.head };
      await announce(deps, [change]);
      head = outcome.head;
      return change;
    },
    /** The stream hands these over again, or late. */
    again: (changes: Parameters<typeof announce>[1]) => announce(deps, changes),
  };
};

const monitoringStarts = ({ conversationId }: Head) =>
  claim({
    conversationId,
    participantId: 'a1',
    supervisorId: 'supervisor-1',
    name: 'Supervisor One',
    onTransfer: 'follow',
    issued: epoch,
    divisions: ['*'],
    now: epoch,
  });

const both = ['messages', 'observations'];

describe('who watches a queue', () => {
  test('Given an agent of its conversation, with any permission, when monitoring starts, then nothing is pushed to them, and an onlooker who may know is told', async () => {
    const { watch, happens } = await watched();
    const [agent, lead] = [await watch('agent-1', true), await watch('onlooker', true)];
    await happens(monitoringStarts);
    expect(agent()).toEqual([]);
    expect(lead().sort()).toEqual(both);
  });

  test('Given an onlooker who may not know who monitors, when monitoring starts, then no conversation is pushed to them', async () => {
    const { watch, happens } = await watched();
    const onlooker = await watch('onlooker', false);
    await happens(monitoringStarts);
    expect(onlooker()).toEqual(['observations']);
  });

  test('Given an agent of its conversation, when something else changes, then they are told like everybody', async () => {
    const { watch, happens } = await watched();
    const agent = await watch('agent-1', true);
    const bot = { purpose: 'bot', name: 'Bot', userId: 'bot-1', since: epoch } as const;
    await happens((seen) =>
      amended(seen, 'participant', [{ do: 'set', path: ['participants', 'b1'], value: { ...bot } }], epoch),
    );
    expect(agent().sort()).toEqual(both);
  });

  test('Given a conversation that was erased, when records of it come late, then nobody is told of it any more', async () => {
    const { watch, happens, again } = await watched();
    const late = [
      await happens(monitoringStarts),
      await happens((seen) =>
        amended(seen, 'participant', [{ do: 'remove', path: ['participants', 'a1'] }], epoch),
      ),
      await happens(() => end(epoch)),
    ];
    const told = [await watch('agent-1', true), await watch('onlooker', true)];
    await again(late.slice(1, 2));
    expect(told.map((topicsTold) => topicsTold().sort())).toEqual([both, both]);
    const before = told.map((topicsTold) => topicsTold().length);
    await happens(() => erase(epoch));
    await again(late);
    expect(told.map((topicsTold) => topicsTold().length)).toEqual(before);
  });
});

describe('who watches a user', () => {
  /** A conversation of `agent-1`, and watchers of users: who they are, whom they watch, where they may see. */
  const watching = async (
    watchers: readonly {
      readonly id: string;
      readonly of: string;
      readonly divisions: readonly string[];
      readonly knowsMonitors?: boolean;
    }[],
  ) => {
    const stores = memoryStores();
    const sockets = memorySockets();
    const deps = { ...stores, sockets, clock: setClock(), pause: async () => {} };
    const { head } = await stores.heads.create(aHead());
    await recordInteraction(deps, undefined, head);
    const frames = new Map<string, readonly { eventBody: Readonly<Record<string, unknown>> }[]>();
    for (const { id, of, divisions, knowsMonitors = true } of watchers) {
      const key = { tenantId: 'tenant-a', channelId: id };
      const until = Number.MAX_SAFE_INTEGER;
      const me = aPrincipal({ userId: id });
      await stores.channels.create({ ...me, ...key, created: 0, until, topics: [] }, '', 0);
      const topic = topics.myConversations(of);
      const common = { ...key, topic, userId: id, issued: until, until, connectionId: id, knowsMonitors };
      await stores.channels.subscribe([id === of ? common : { ...common, divisions }]);
      frames.set(id, sockets.connect(id));
    }
    let seen = head;
    return {
      told: (id: string) => (frames.get(id) ?? []).map(({ eventBody }) => eventBody),
      async happens(transition: (head: Head) => Transition<string>) {
        const outcome = await stores.heads.apply(seen, transition(seen));
        if (!outcome.ok) throw new Error(outcome.refusal);
        await recordInteraction(deps, seen, outcome.head);
        await announce(deps, [{ old: seen, next: outcome.head }]);
        seen = outcome.head;
      },
    };
  };
  const hold = (head: Head) =>
    amended(
      head,
      'participant',
      [{ do: 'set', path: ['participants', 'a1', 'held'], value: epoch + head.rev }],
      epoch,
    );

  test("Given watchers of an agent, when something happens in the agent's conversation, then those in its division are told, each by their own view, and no others", async () => {
    const { told, happens } = await watching([
      { id: 'lead', of: 'agent-1', divisions: ['division-1'] },
      { id: 'plain', of: 'agent-1', divisions: ['*'], knowsMonitors: false },
      { id: 'elsewhere', of: 'agent-1', divisions: ['division-2'] },
      { id: 'agent-1', of: 'agent-1', divisions: [] },
      { id: 'other', of: 'agent-9', divisions: ['*'] },
    ]);
    await happens(hold);
    expect(['lead', 'plain', 'elsewhere', 'agent-1', 'other'].map((id) => told(id).length)).toEqual([
      1, 1, 0, 1, 0,
    ]);
    await happens(monitoringStarts);
    expect(['lead', 'plain', 'elsewhere', 'agent-1', 'other'].map((id) => told(id).length)).toEqual([
      2, 1, 0, 1, 0,
    ]);
    expect(JSON.stringify(told('lead')[1])).toContain('supervisor-1');
    await happens(hold);
    expect(JSON.stringify([told('plain'), told('agent-1')])).not.toContain('supervisor-1');
  });

  test('Given watchers of a supervisor, when the supervisor monitors, then nobody but the supervisor is told', async () => {
    const { told, happens } = await watching([
      { id: 'lead', of: 'supervisor-1', divisions: ['*'] },
      { id: 'agent-1', of: 'supervisor-1', divisions: ['*'] },
      { id: 'supervisor-1', of: 'supervisor-1', divisions: [] },
    ]);
    await happens(monitoringStarts);
    await happens(hold);
    expect([told('lead'), told('agent-1')]).toEqual([[], []]);
    expect(told('supervisor-1')).toHaveLength(2);
  });
});
