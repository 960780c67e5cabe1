import type { Channel } from '../../contract/channel.ts';
import { limits } from '../../contract/limits.ts';
import type { User, UserInput, UserPatch, UserSearch, UsersQuery } from '../../contract/user.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import { Failure, fullOf } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { createChannel } from '../sockets/create-channel.ts';
import { pageOf, type UserStore } from './directory.ts';

type Reads = { readonly users: Pick<UserStore, 'get'> };
type Writes = { readonly users: Pick<UserStore, 'get' | 'put'> };
type Lists = { readonly users: Pick<UserStore, 'all'> };

/** Where a user belongs whose token grants every division. */
export const homeDivision = 'home';

/** A user as their token makes them known: in the first of the divisions that it grants. */
const fromToken = (me: Principal): User => ({
  id: me.userId,
  name: me.name,
  division: { id: me.divisions.find((id) => id !== '*') ?? homeDivision },
  state: 'active',
  version: 1,
});

/** The caller as a user: as stored, or as their token would make them known. */
export const ownUser = async (deps: Reads, me: Principal): Promise<User> =>
  (await deps.users.get(me.tenantId, me.userId)) ?? fromToken(me);

/** Makes the caller known by their token, once: what an administrator says of them later stays. */
export const introduce = async (deps: Writes, me: Principal): Promise<void> => {
  if ((await deps.users.get(me.tenantId, me.userId)) !== undefined) return;
  await deps.users.put(me.tenantId, fromToken(me));
};

const sees = (me: Principal, user: User): boolean =>
  user.id === me.userId || seesDivision(me, user.division.id);

/** Reads a user of a division of the caller, or the caller. Errors: not.found. */
export const readUser = async (deps: Reads, me: Principal, userId: string): Promise<User> => {
  if (userId === me.userId) return ownUser(deps, me);
  const user = await deps.users.get(me.tenantId, userId);
  if (user === undefined || !sees(me, user)) throw new Failure('not.found');
  return user;
};

/**
 * Refuses whom the caller may not see at work: without the permission nobody but the caller exists.
 * Errors: not.found.
 */
export const seeUser = async (deps: Reads, me: Principal, userId: string): Promise<void> => {
  if (!me.permissions.includes('presence:userPresence:view')) throw new Failure('not.found');
  await readUser(deps, me, userId);
};

const store = async (deps: Writes, me: Principal, user: User): Promise<User> => {
  if (!(await deps.users.put(me.tenantId, user))) throw new Failure('conflict');
  return user;
};

/**
 * Creates or changes a user, who must stay within the caller's divisions before and after. Errors: not.found; conflict
 * where somebody else changed them meanwhile; bad.request where the tenant has as many as it can. Who comes by their own
 * token is not counted: the tenant's identity provider says who they are.
 */
export const putUser = async (
  deps: AuditDeps & { readonly users: Pick<UserStore, 'get' | 'put' | 'create'> },
  me: Principal,
  userId: string,
  input: UserInput,
): Promise<User> => {
  const existing = await deps.users.get(me.tenantId, userId);
  if (existing !== undefined && !seesDivision(me, existing.division.id)) throw new Failure('not.found');
  if (!seesDivision(me, input.division.id)) throw new Failure('not.found');
  await audit(deps, me, 'user.changed', userId);
  if (existing !== undefined) return store(deps, me, { id: userId, ...input, version: existing.version + 1 });
  const user = { id: userId, ...input, version: 1 };
  const created = await deps.users.create(me.tenantId, user);
  if (created === 'full') throw fullOf('users of one tenant', limits.usersOfTenant);
  if (created === 'known') throw new Failure('conflict');
  return user;
};

/** Changes a user of the caller's divisions who still has this version. Errors: not.found, conflict. */
export const patchUser = async (
  deps: Writes & AuditDeps,
  me: Principal,
  userId: string,
  { version, name, state }: UserPatch,
): Promise<User> => {
  const user = await deps.users.get(me.tenantId, userId);
  if (user === undefined || !seesDivision(me, user.division.id)) throw new Failure('not.found');
  if (user.version !== version) throw new Failure('conflict');
  await audit(deps, me, 'user.changed', userId);
  return store(deps, me, {
    ...user,
    name: name ?? user.name,
    state: state ?? user.state,
    version: version + 1,
  });
};

const visible = async (deps: Lists, me: Principal, fits: (user: User) => boolean): Promise<User[]> => {
  const found: User[] = [];
  for await (const user of deps.users.all(me.tenantId)) if (sees(me, user) && fits(user)) found.push(user);
  return found;
};

/** Lists the users of the caller's divisions, by name. */
export const listUsers = async (deps: Lists, me: Principal, query: UsersQuery) =>
  pageOf(await visible(deps, me, ({ state }) => query.state === 'any' || state === query.state), query);

const lower = (text: string): string => text.toLocaleLowerCase('und');

const comparisons: Readonly<
  Record<UserSearch['query'][number]['type'], (has: string, is: string) => boolean>
> = {
  EXACT: (has, is) => has === is,
  CONTAINS: (has, is) => has.includes(is),
  STARTS_WITH: (has, is) => has.startsWith(is),
};

const meets = (user: User, { type, fields, value, values = [] }: UserSearch['query'][number]): boolean => {
  const wanted = [...values, ...(value === undefined ? [] : [value])].map(lower);
  return fields.some((field) => wanted.some((is) => comparisons[type](lower(user[field]), is)));
};

/** Finds users of the caller's divisions: all criteria fit, without regard to case. */
export const searchUsers = async (deps: Lists, me: Principal, search: UserSearch) => {
  const found = await visible(deps, me, (user) => search.query.every((criterion) => meets(user, criterion)));
  const { entities, ...page } = pageOf(found, search);
  return { results: entities, types: ['users' as const], ...page };
};

/** Opens a channel for the caller, who becomes known by that. Errors: authentication.required. */
export const openChannel = async (
  deps: Parameters<typeof createChannel>[0] & Parameters<typeof introduce>[0],
  me: Principal,
): Promise<Channel> => {
  const channel = await createChannel(deps, me);
  await introduce(deps, me);
  return channel;
};
