import { pause } from '../../client/pause.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { changeQueueMembers } from '../../src/contract/routes/queue-members.ts';
import { patchPresence, putUser } from '../../src/contract/routes/users.ts';
import type { SystemPresence } from '../../src/contract/words.ts';
import type { Actor, Cast } from '../replay/cast.ts';
import { demoQueueIds } from './queues.ts';

const attempts = 8;
/** ms that an agent is on queue before a break, for each place in the row of agents; ms of a break. */
const onQueueMs = 90_000;
const breakMs = 35_000;

/** Enters the people into the directory, and the agents into every queue; doing so again changes nothing. */
export const setUpPeople = async (
  cast: Cast,
  agents: readonly Actor[],
  signal: AbortSignal,
): Promise<void> => {
  const { call } = cast.administrator.client;
  const persist = <T>(act: () => Promise<T>) => retrying(systemRuntime, { attempts, signal }, act);
  for (const { userId, name } of [...agents, cast.supervisor(0), cast.supervisor(1), cast.supervisor(2)])
    await persist(() =>
      call(putUser, { params: { userId }, body: { name, division: { id: 'home' } }, signal }),
    );
  const body = agents.map(({ userId }) => ({ id: userId }));
  for (const queueId of demoQueueIds)
    await persist(() => call(changeQueueMembers, { params: { queueId }, body, signal }));
};

const become = ({ client, userId }: Actor, systemPresence: SystemPresence, signal: AbortSignal) =>
  retrying(systemRuntime, { attempts, signal }, () =>
    client.call(patchPresence, {
      params: { userId },
      body: { presenceDefinition: { systemPresence } },
      signal,
    }),
  );

/**
 * Agents on queue, who take a break now and then, each at another time; the last one never. It rejects once the signal
 * aborts.
 */
export const keepAtWork = async (
  agents: readonly Actor[],
  speed: number,
  signal: AbortSignal,
): Promise<void> => {
  const rest = (ms: number) => pause(systemRuntime, ms / speed, signal);
  await Promise.all(
    agents.map(async (agent, place) => {
      for (;;) {
        signal.throwIfAborted();
        await become(agent, 'On Queue', signal);
        if (place === agents.length - 1) return;
        await rest(onQueueMs * (place + 1));
        await become(agent, 'Break', signal);
        await rest(breakMs);
      }
    }),
  );
};
