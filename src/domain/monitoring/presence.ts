import type { PresenceInput, UserMe, UserPresence } from '../../contract/presence.ts';
import { topics } from '../../contract/topics.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { eventFrame, type FanOutDeps, fanOut } from '../sockets/fan-out.ts';
import type { Presence, PresenceStore } from './presence-store.ts';

interface Deps {
  readonly presences: Pick<PresenceStore, 'get'>;
}

const userPresence = (userId: string, presence: Presence): UserPresence => ({
  id: userId,
  source: 'PURECLOUD',
  primary: true,
  presenceDefinition: { id: presence.systemPresence, systemPresence: presence.systemPresence },
  ...(presence.modified === undefined ? {} : { modifiedDate: iso(presence.modified) }),
});

/** The signed-in user, with the presence where it is asked for. */
export const readMe = async (deps: Deps, me: Principal, expand: string | undefined): Promise<UserMe> => {
  const wanted = (expand ?? '').split(',').includes('presence');
  if (!wanted) return { id: me.userId, name: me.name };
  const presence = await deps.presences.get(me.tenantId, me.userId);
  return { id: me.userId, name: me.name, presence: userPresence(me.userId, presence) };
};

/** My presence. Another user's is not revealed. */
export const readPresence = async (deps: Deps, me: Principal, userId: string): Promise<UserPresence> => {
  if (userId !== me.userId) throw new Failure('not.found');
  return userPresence(userId, await deps.presences.get(me.tenantId, userId));
};

/** Takes on a presence, one's own; the table's stream brings it to one's sockets. Errors: not.found. */
export const changePresence = async (
  deps: { readonly presences: Pick<PresenceStore, 'put'>; readonly clock: Clock },
  me: Principal,
  userId: string,
  input: PresenceInput,
): Promise<UserPresence> => {
  if (userId !== me.userId) throw new Failure('not.found');
  const { id, systemPresence } = input.presenceDefinition;
  const presence = { systemPresence: systemPresence ?? id ?? 'Offline', modified: deps.clock.now() };
  await deps.presences.put(me.tenantId, userId, presence);
  return userPresence(userId, presence);
};

/** Brings a presence that was taken on to the sockets of its user. */
export const announcePresence = async (
  deps: FanOutDeps,
  user: { readonly tenantId: string; readonly userId: string },
  presence: Presence,
): Promise<void> => {
  const topic = topics.myPresence(user.userId);
  const subscribers = await deps.channels.subscribers(user.tenantId, topic);
  await fanOut(deps, subscribers, [eventFrame(topic, userPresence(user.userId, presence))]);
};
