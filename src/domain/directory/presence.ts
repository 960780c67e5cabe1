import type { PresenceInput, UserMe, UserPresence } from '../../contract/user.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import { changeAtWork, takingOn } from './at-work.ts';
import type { Presence, PresenceStore, UserStore } from './directory.ts';
import { introduce, ownUser, seeUser } from './users.ts';

interface Deps {
  readonly presences: Pick<PresenceStore, 'get'>;
  readonly users: Pick<UserStore, 'get'>;
}

/** A presence as everybody may see it who may see the user at work. */
export const userPresence = (userId: string, presence: Presence): UserPresence => ({
  id: userId,
  source: 'PURECLOUD',
  primary: true,
  presenceDefinition: { id: presence.systemPresence, systemPresence: presence.systemPresence },
  ...(presence.modified === undefined ? {} : { modifiedDate: iso(presence.modified) }),
});

/** The signed-in user, with the presence where it is asked for. */
export const readMe = async (deps: Deps, me: Principal, expand: string | undefined): Promise<UserMe> => {
  const user = await ownUser(deps, me);
  if (!(expand ?? '').split(',').includes('presence')) return user;
  const presence = await deps.presences.get(me.tenantId, me.userId);
  return { ...user, presence: userPresence(me.userId, presence) };
};

/**
 * The presence of a user of the caller's divisions, where the caller may see presences, or their own.
 * Errors: not.found.
 */
export const readPresence = async (deps: Deps, me: Principal, userId: string): Promise<UserPresence> => {
  if (userId !== me.userId) await seeUser(deps, me, userId);
  return userPresence(userId, await deps.presences.get(me.tenantId, userId));
};

/**
 * Takes on a presence, one's own; the table's stream brings it to one's sockets. Who does so becomes known.
 * Errors: not.found.
 */
export const changePresence = async (
  deps: {
    readonly presences: PresenceStore;
    readonly users: Pick<UserStore, 'get' | 'put'>;
    readonly clock: Clock;
  },
  me: Principal,
  userId: string,
  input: PresenceInput,
): Promise<UserPresence> => {
  if (userId !== me.userId) throw new Failure('not.found');
  await introduce(deps, me);
  const { id, systemPresence } = input.presenceDefinition;
  const presence = await changeAtWork(deps, me, (before) =>
    takingOn(before, systemPresence ?? id ?? 'Offline', deps.clock.now()),
  );
  return userPresence(userId, presence);
};

/** Refuses a source of presences other than this service, however it is written. Errors: not.found. */
export const checkSource = (sourceId: string): void => {
  if (sourceId.toUpperCase() !== 'PURECLOUD') throw new Failure('not.found');
};
