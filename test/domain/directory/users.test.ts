import { describe, expect, test } from 'vitest';
import { UserSearch } from '../../../src/contract/user.ts';
import {
  introduce,
  listUsers,
  patchUser,
  putUser,
  readUser,
  searchUsers,
} from '../../../src/domain/directory/users.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const admin = aPrincipal({ userId: 'admin', divisions: ['*'] });
const ofNorth = aPrincipal({ userId: 'lead-north', divisions: ['north'] });
const input = (name: string, id: string) => ({ name, division: { id }, state: 'active' as const });
const firstPage = { pageSize: 25, pageNumber: 1, state: 'active' as const };

describe('users', () => {
  const given = async () => {
    const deps = { ...memoryStores(), clock: setClock(), newId: () => 'audit' };
    await putUser(deps, admin, 'anna', input('Anna', 'north'));
    await putUser(deps, admin, 'bert', input('Bert', 'south'));
    return deps;
  };

  test('Given a token, when its bearer is introduced twice, then they are known by it once, and an administrator\u2019s word stays', async () => {
    const deps = { ...memoryStores(), clock: setClock(), newId: () => 'audit' };
    const me = aPrincipal({ userId: 'carla', name: 'Carla', divisions: ['north', 'south'] });
    await introduce(deps, me);
    const known = { id: 'carla', name: 'Carla', division: { id: 'north' }, state: 'active', version: 1 };
    expect(await readUser(deps, admin, 'carla')).toEqual(known);
    await patchUser(deps, admin, 'carla', { version: 1, name: 'Carla C.' });
    await introduce(deps, me);
    expect(await readUser(deps, admin, 'carla')).toEqual({ ...known, name: 'Carla C.', version: 2 });
  });

  test('Given users of two divisions, when one who is granted one of them reads, lists, searches or changes, then the other does not exist', async () => {
    const deps = await given();
    expect((await readUser(deps, ofNorth, 'anna')).name).toBe('Anna');
    for (const id of ['bert', 'nobody'])
      await expect(readUser(deps, ofNorth, id)).rejects.toMatchObject({ code: 'not.found', params: {} });
    expect((await listUsers(deps, ofNorth, firstPage)).entities.map(({ id }) => id)).toEqual(['anna']);
    expect((await searchUsers(deps, ofNorth, UserSearch.parse({}))).total).toBe(1);
    const refused = { code: 'not.found' };
    await expect(patchUser(deps, ofNorth, 'bert', { version: 1 })).rejects.toMatchObject(refused);
    await expect(putUser(deps, ofNorth, 'bert', input('B', 'north'))).rejects.toMatchObject(refused);
    await expect(putUser(deps, ofNorth, 'anna', input('A', 'south'))).rejects.toMatchObject(refused);
    expect((await readUser(deps, admin, 'bert')).version).toBe(1);
  });

  test('Given two who read the same version, when both change the user, then one does and the other is told of the conflict', async () => {
    const deps = await given();
    await patchUser(deps, admin, 'anna', { version: 1, state: 'inactive' });
    await expect(patchUser(deps, admin, 'anna', { version: 1, name: 'X' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const { entities } = await listUsers(deps, admin, firstPage);
    expect(entities.map(({ id }) => id)).toEqual(['bert']);
  });

  test('Given criteria, when users are searched, then all of them fit, each by any field and value', async () => {
    const deps = await given();
    const found = async (query: object[]) =>
      (await searchUsers(deps, admin, UserSearch.parse({ query }))).results.map(({ id }) => id);
    expect(await found([{ type: 'CONTAINS', fields: ['name'], value: 'ER' }])).toEqual(['bert']);
    expect(await found([{ type: 'EXACT', fields: ['id', 'name'], values: ['anna', 'bert'] }])).toEqual([
      'anna',
      'bert',
    ]);
    const both = [
      { type: 'EXACT', fields: ['state'], value: 'active' },
      { type: 'STARTS_WITH', fields: ['name'], value: 'a' },
    ];
    expect(await found(both)).toEqual(['anna']);
  });
});
