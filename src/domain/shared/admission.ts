import { permissionsOf, type Relation, type Way } from '../../contract/access.ts';
import { Failure } from './failure.ts';
import type { Principal } from './principal.ts';

const permits = (way: Way, me: Principal): boolean =>
  way.permissions.length === 0 || way.permissions.some((permission) => me.permissions.includes(permission));

const missing = (ways: readonly Way[]): Failure =>
  new Failure('missing.permissions', { permission: permissionsOf(ways).join(' or ') });

/**
 * Lets a caller in by the first way whose relation holds and one of whose permissions they have. Where no relation
 * holds, the thing does not exist for them. Errors: not.found, missing.permissions.
 */
export const wayIn = (access: readonly Way[], me: Principal, holds: (way: Way) => boolean): Way => {
  const standing = access.filter(holds);
  const way = standing.find((each) => permits(each, me));
  if (way !== undefined) return way;
  throw standing.length === 0 ? new Failure('not.found') : missing(standing);
};

/** Relations that the caller's token alone decides. */
const decided: Readonly<Partial<Record<Relation, (me: Principal) => boolean>>> = {
  tenant: (me) => me.divisions.includes('*'),
  guest: (me) => me.guestOf !== undefined,
};

/**
 * What is known of a request before anything is read: a caller who has no permission of any way is told so, and a
 * relation that the token decides is looked at. All others are looked at where the thing is read.
 * Errors: missing.permissions, not.found.
 */
export const admitToRoute = (access: readonly Way[], me: Principal): void => {
  if (!access.some((way) => permits(way, me))) throw missing(access);
  wayIn(access, me, (way) => decided[way.as]?.(me) ?? true);
};
