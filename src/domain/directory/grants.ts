import type { Division, DivisionsQuery, Subject } from '../../contract/authorization.ts';
import type { Principal } from '../shared/principal.ts';
import { pageOf, type QueueStore, type UserStore } from './directory.ts';
import { homeDivision } from './users.ts';

/** Every division that something of the tenant is in: a division is known by what belongs to it. */
const known = async (
  deps: { readonly queues: Pick<QueueStore, 'all'>; readonly users: Pick<UserStore, 'all'> },
  tenantId: string,
): Promise<readonly string[]> => {
  const ids = new Set([homeDivision]);
  for await (const { division } of deps.queues.all(tenantId)) ids.add(division.id);
  for await (const { division } of deps.users.all(tenantId)) ids.add(division.id);
  return [...ids];
};

/** Lists the caller's divisions; who is granted all of them is told each that something is in. */
export const listDivisions = async (
  deps: Parameters<typeof known>[0],
  me: Principal,
  query: DivisionsQuery,
) => {
  const ids = me.divisions.includes('*') ? await known(deps, me.tenantId) : me.divisions;
  const wanted = (query.name ?? '').toLocaleLowerCase('und');
  const all = [...new Set(ids)]
    .filter((id) => id.toLocaleLowerCase('und').includes(wanted))
    .map((id): Division => ({ id, name: id, description: '', homeDivision: id === homeDivision }));
  return pageOf(all, query);
};

/** What the caller's token grants: the same permissions in each of its divisions. */
export const grantsOf = (me: Principal): Subject => {
  const policies = me.permissions.map((permission) => {
    const [domain = '', entityName = '', action = ''] = permission.split(':');
    return { domain, entityName, actions: [action] };
  });
  return {
    id: me.userId,
    name: me.name,
    grants: me.divisions.map((id) => ({
      subjectId: me.userId,
      division: { id, name: id, description: '' },
      role: { id: 'token', name: 'Token', policies },
    })),
  };
};
