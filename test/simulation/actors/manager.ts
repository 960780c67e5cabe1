import { putQueue } from '../../../src/domain/directory/administer.ts';
import {
  changeMembers,
  deleteMember,
  deleteQueue,
  joinQueue,
} from '../../../src/domain/directory/members.ts';
import { putUser } from '../../../src/domain/directory/users.ts';
import { deleteConversation, exportConversation, setRetention } from '../../../src/domain/views/records.ts';
import { type Actor, actors } from '../actor.ts';
import type { World } from '../world.ts';

/** Who manages a tenant: deletes and exports conversations, says how long they are kept, puts people into queues. */
export const newManager = (world: World, actor: Actor) => {
  const { me } = actor;
  const people = actors.filter((one) => one.me.tenantId === me.tenantId && one.role !== 'customer');

  const unanswered = new Set<string>();
  const addMember = (id: number, queueId: string, userId: string) => {
    const key = `${queueId}/${userId}`;
    const done = (): void => void unanswered.delete(key);
    unanswered.add(key);
    return world.start(
      id,
      actor,
      'addMember',
      (ports) => changeMembers(ports, me, queueId, [userId], false),
      { answered: done, refused: done },
    );
  };

  const act = (id: number, action: string, pick: number) => {
    const ended = world.heads(me.tenantId).filter((head) => head.state === 'ended');
    const conversationId = ended[pick % Math.max(1, ended.length)]?.conversationId;
    const userId = people[pick % people.length]?.me.userId ?? '';
    const start = <T>(work: Parameters<typeof world.start<T>>[3]) => world.start(id, actor, action, work);
    switch (action) {
      case 'erase':
        return conversationId === undefined
          ? undefined
          : start((ports) => deleteConversation(ports, me, conversationId));
      case 'export':
        return conversationId === undefined
          ? undefined
          : start((ports) => exportConversation(ports, me, conversationId));
      case 'retention':
        return start((ports) => setRetention(ports, me, { days: 1 + (pick % 30) }));
      case 'putUser':
        return start((ports) =>
          putUser(ports, me, userId, {
            name: `${me.tenantId}~${userId}`,
            division: { id: 'd1' },
            state: 'active',
          }),
        );
      case 'addMember':
        return addMember(id, 'queue1', userId);
      case 'removeMember':
        return start((ports) => deleteMember(ports, me, 'queue1', userId));
      case 'openQueue':
        return start((ports) =>
          putQueue(ports, me, 'queue3', { name: `${me.tenantId}~short`, division: { id: 'd1' } }),
        );
      case 'closeQueue':
        return start((ports) => deleteQueue(ports, me, 'queue3'));
      case 'fillQueue':
        return pick % 4 === 0
          ? start((ports) => changeMembers(ports, me, 'queue3', [userId], true))
          : addMember(id, 'queue3', userId);
      default:
        return start((ports) => joinQueue(ports, me, 'queue1', userId, pick % 2 === 0));
    }
  };
  return {
    actor,
    act,
    /** Repeats what was begun and never answered. */
    settle: (id: number) => {
      const [queueId, userId] = [...unanswered][0]?.split('/') ?? [];
      return queueId === undefined || userId === undefined ? undefined : addMember(id, queueId, userId);
    },
    /** Deletes every other conversation that has ended, all at once. */
    tidyUp: (nextId: () => number): void => {
      const ended = world.heads(me.tenantId).filter((head) => head.state === 'ended');
      for (let pick = 0; pick < ended.length; pick += 2) act(nextId(), 'erase', pick);
    },
  };
};

export type Manager = ReturnType<typeof newManager>;
