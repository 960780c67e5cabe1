import type { Head } from '../../../src/domain/head/head.ts';
import type { Checker, NewChecker } from '../checker.ts';
import type { Simulation } from '../simulation.ts';
import { knowsNewest } from '../steps.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('views follow', message);
};

const compareView = async ({ world }: Simulation, head: Head): Promise<void> => {
  const row = await world.stores.interactions.get(head);
  const where = `${head.tenantId}/${head.conversationId}`;
  if (head.erased) return;
  if (row?.rev !== head.rev) violated(`${where}: the view shows change ${row?.rev} of ${head.rev}`);
  if (row?.monitor?.userId !== head.lease?.supervisorId) violated(`${where}: the view shows another monitor`);
};

/** Who takes part as an agent, by user, as heads have it. */
const takingPart = (heads: readonly Head[]): ReadonlyMap<string, readonly string[]> => {
  const users = new Map<string, string[]>();
  for (const head of heads.filter(({ state }) => state === 'inProgress'))
    for (const { purpose, userId, alerting } of Object.values(head.participants))
      if (purpose === 'agent' && userId !== undefined && alerting !== true)
        users.set(userId, [...(users.get(userId) ?? []), head.conversationId]);
  return users;
};

const compareUsers = async ({ world, agents }: Simulation): Promise<void> => {
  for (const { actor } of agents) {
    const { tenantId, userId } = actor.me;
    const { routing } = await world.stores.presences.get(tenantId, userId);
    const known = [...(routing?.conversations ?? [])].sort().join(' ');
    const actual = [...new Set(takingPart(world.heads(tenantId)).get(userId) ?? [])].sort().join(' ');
    if (known !== actual) violated(`${actor.key} is said to be in "${known}" and is in "${actual}"`);
  }
  for (const tenantId of ['ta', 'tb'])
    for (const queueId of ['queue1', 'queue3']) await compareMembers(world, tenantId, queueId);
};

/** What a queue shows of its members is what they are, and a queue that is gone has none. */
const compareMembers = async (
  world: Simulation['world'],
  tenantId: string,
  queueId: string,
): Promise<void> => {
  const there = (await world.stores.queues.get(tenantId, queueId)) !== undefined;
  for await (const { userId, joined, atWork } of world.stores.members.of(tenantId, queueId)) {
    if (!there) violated(`${tenantId}/${userId} is left in ${queueId}, which is gone`);
    const { queues } = await world.stores.members.queuesOf(tenantId, userId);
    if (queues[queueId] !== joined)
      violated(`${tenantId}/${userId}: the queue says joined ${joined}, their own list ${queues[queueId]}`);
    const { systemPresence, routing } = await world.stores.presences.get(tenantId, userId);
    const [shown, actual] = [
      [atWork.systemPresence, atWork.status].join(),
      [systemPresence, routing?.status ?? 'OFF_QUEUE'].join(),
    ];
    if (shown !== actual) violated(`${tenantId}/${userId}: the queue shows ${shown} and not ${actual}`);
  }
};

/**
 * What the streams derive follows what it is derived from: at rest, where nothing is parked, each view shows its
 * conversation's last change; in the end all do, and each user's routing status and queues.
 */
export const derivedViews: NewChecker = (): Checker => ({
  async rest(simulation) {
    const parked = simulation.stream.parkedConversations();
    for (const head of [...simulation.world.heads('ta'), ...simulation.world.heads('tb')])
      if (!parked.has(`${head.tenantId}/${head.conversationId}`)) await compareView(simulation, head);
  },
  async settle(simulation) {
    const { world } = simulation;
    for (const head of [...world.heads('ta'), ...world.heads('tb')]) await compareView(simulation, head);
    if (knowsNewest(world.generation)) await compareUsers(simulation);
  },
});
