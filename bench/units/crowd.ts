import { randomUUID } from 'node:crypto';
import { topics } from '../../src/contract/topics.ts';
import { amended } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { interactionOf } from '../../src/domain/views/interaction.ts';
import { epoch } from '../../test/support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../test/support/factories.ts';
import { follow, supervisor } from './actors.ts';
import type { World } from './world.ts';

/** What stays the same on a floor of any size. */
export const floorOf = { monitored: 20, pages: 60 } as const;

const numbered = (index: number): Head =>
  aHead({
    conversationId: randomUUID(),
    startTime: epoch - 10_000_000 + index * 1_000,
    participants: {
      c1: { purpose: 'customer', name: `Customer ${index}`, since: epoch },
      ...(index % 2 === 0
        ? { w1: { purpose: 'acd', name: 'Queue', since: epoch } }
        : { a1: { purpose: 'agent', name: `Agent ${index}`, userId: `agent-${index}`, since: epoch } }),
    },
    ...(index % 5 === 1 && index < floorOf.monitored * 5 ? { fence: 1, lease: aLease() } : {}),
  });

/**
 * Fills `queue-1` with conversations in progress whose rows are recorded; those that a page shows have heads, and what is
 * monitored is held. A socket watches the queue. Answers a change of one of them: an agent takes it.
 */
export const crowd = async (
  { unmetered }: World,
  size: number,
): Promise<{ readonly old: Head; readonly next: Head }> => {
  const heads = Array.from({ length: size }, (_, index) => numbered(index));
  const isShown = (head: Head, index: number) => head.lease !== undefined || index >= size - floorOf.pages;
  for (let from = 0; from < size; from += 50)
    await Promise.all(
      heads.slice(from, from + 50).map(async (head, i) => {
        await unmetered.interactions.replace(head, undefined, interactionOf(head, undefined));
        if (isShown(head, from + i)) await unmetered.heads.create(head);
        const { tenantId, conversationId, fence, lease } = head;
        if (lease !== undefined)
          await unmetered.records.putHeld({
            tenantId,
            conversationId,
            fence,
            supervisorId: supervisor.userId,
          });
      }),
    );
  const watcher = aPrincipal({ userId: 'supervisor-2' });
  const { channelId, connectionId } = await follow(unmetered, 'elsewhere', {
    userId: watcher.userId,
    fence: 1,
  });
  const { tenantId, userId, issued } = watcher;
  const subscription = { tenantId, channelId, userId, issued, until: epoch + 3_600_000, connectionId };
  await unmetered.channels.subscribe(
    [topics.queueConversations('queue-1'), topics.queueObservations('queue-1')].map((topic) => ({
      ...subscription,
      topic,
      knowsMonitors: true,
    })),
  );
  const old = heads.findLast(({ participants }) => 'w1' in participants) as Head;
  const value = { purpose: 'agent', name: 'Agent', userId: 'agent-1', since: epoch } as const;
  const taken = amended(
    old,
    'participant',
    [
      { do: 'remove', path: ['participants', 'w1'] },
      { do: 'set', path: ['participants', 'a1'], value },
    ],
    epoch,
  );
  const outcome = await unmetered.heads.apply(old, taken);
  if (!outcome.ok) throw new Error('the agent did not take it');
  return { old, next: outcome.head };
};
