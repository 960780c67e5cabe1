import type { MonitorChannel } from '../../client/client.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { MonitoringSession } from '../../src/contract/monitoring.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';
import type { Actor } from './cast.ts';
import type { Place } from './play-conversation.ts';

/** A supervisor at work: available, with an open channel. */
export interface Desk {
  readonly actor: Actor;
  readonly channel: MonitorChannel;
  claim(place: Place): Promise<MonitoringSession>;
  close(): void;
}

const attempts = 8;

/** Makes a supervisor available. */
export const makeAvailable = ({ client, userId }: Actor, signal: AbortSignal): Promise<unknown> =>
  retrying(systemRuntime, { attempts, signal }, () =>
    client.call(patchPresence, {
      params: { userId },
      body: { presenceDefinition: { systemPresence: 'Available' } },
      signal,
    }),
  );

/** Makes a supervisor available and opens their channel. */
export const openDesk = async (actor: Actor, signal: AbortSignal): Promise<Desk> => {
  await makeAvailable(actor, signal);
  const channel = actor.client.openChannel();
  return {
    actor,
    channel,
    claim: (place) =>
      retrying(systemRuntime, { attempts, signal }, () =>
        actor.client.call(startMonitoring, { params: { ...place }, body: {}, signal }),
      ),
    close: () => channel.close(),
  };
};
