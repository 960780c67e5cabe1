import { limits } from '../../src/contract/limits.ts';
import type { ConversationKey, HeadStore } from '../../src/domain/head/head.ts';
import { claim, release, renew, repoint } from '../../src/domain/head/monitoring-transitions.ts';
import type { Random } from '../simulation/random.ts';
import type { Operation } from './is-linearizable.ts';
import type { LeaseAnswer, LeaseCall } from './lease-register.ts';

const transitionOf = (conversationId: string, input: LeaseCall) => {
  const { now, who } = input;
  if (input.call === 'claim')
    return claim({
      conversationId,
      supervisorId: who,
      name: who,
      issued: 1,
      divisions: ['*'],
      participantId: input.whom,
      onTransfer: 'follow',
      now,
    });
  const holder = { supervisorId: who, fence: input.fence };
  if (input.call === 'renew') return renew(holder, now);
  if (input.call === 'repoint') return repoint(holder, input.whom, 'follow', now);
  return release(holder, { type: 'client' }, now);
};

/** Records what several supervisors were told who claim, renew, re-point and release at the same time. */
export const recordLeaseHistory = async (
  heads: HeadStore,
  key: ConversationKey,
  agents: readonly string[],
  shape: {
    readonly supervisors: number;
    readonly calls: number;
    readonly random: Random;
    readonly start: number;
  },
): Promise<readonly Operation<LeaseCall, LeaseAnswer>[]> => {
  const { random } = shape;
  const history: Operation<LeaseCall, LeaseAnswer>[] = [];
  let tick = 0;
  let now = shape.start;
  const supervise = async (who: string): Promise<void> => {
    let fence = 0;
    const own: number[] = [];
    for (let n = 0; n < shape.calls; n += 1) {
      // Time passes for all alike; now and then a whole lease of it.
      now += random.chance(0.05) ? limits.leaseMs : random.below(2_000);
      const call = fence === 0 ? 'claim' : random.weighted({ claim: 1, renew: 4, repoint: 3, release: 2 });
      // A second tab, or a late retry, still speaks of a session that its supervisor has had before.
      const spoken = own.length > 0 && random.chance(0.25) ? random.pick(own) : fence;
      // Clocks that are a little behind make calls overtake each other.
      const input = {
        call,
        who,
        whom: random.pick(agents),
        fence: spoken,
        now: now - random.below(1_500),
      } as LeaseCall;
      const invoked = tick++;
      const outcome = await heads.apply(key, transitionOf(key.conversationId, input));
      const { head } = outcome;
      if (head === undefined) throw new Error('the conversation is gone');
      const told = outcome.ok ? 'ok' : (outcome.refusal as LeaseAnswer['told']);
      const { lease } = head;
      history.push({
        invoked,
        returned: tick++,
        input,
        output: {
          told,
          fence: head.fence,
          holder: lease?.supervisorId ?? '',
          whom: lease?.participantId ?? '',
        },
      });
      // Who lost the lease mostly claims anew; sometimes they go on with the stale fence.
      if (outcome.ok && call === 'claim') own.push(head.fence);
      if (outcome.ok) fence = lease?.supervisorId === who ? head.fence : 0;
      else if (told === 'lost' && random.chance(0.7)) fence = 0;
    }
  };
  await Promise.all(Array.from({ length: shape.supervisors }, (_, i) => supervise(`supervisor-${i}`)));
  return history;
};
