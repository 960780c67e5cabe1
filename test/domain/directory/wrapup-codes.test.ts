import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import {
  addQueueCodes,
  changeCode,
  createCode,
  deleteCode,
  listCodes,
  listQueueCodes,
  readCode,
  removeQueueCode,
} from '../../../src/domain/directory/wrapup-codes.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const page = { pageSize: 25, pageNumber: 1 };
const all = aPrincipal();
const north = aPrincipal({ divisions: ['north'] });
const notFound = { code: 'not.found' };

const directory = async () => {
  const stores = memoryStores();
  let made = 0;
  // Every creation takes two ids: the code's, and its audit's.
  const newId = () => `code-${Math.ceil(++made / 2)}`;
  const deps = { ...stores, clock: setClock(), newId };
  await stores.queues.put('tenant-a', { id: 'q', name: 'Q', division: { id: 'north' } });
  return { stores, deps };
};

describe('wrap-up codes', () => {
  test('Given codes for all, for one division and for another, when they are listed, then each caller is told theirs', async () => {
    const { deps } = await directory();
    await createCode(deps, all, { name: 'Everywhere' });
    await createCode(deps, north, { name: 'North', division: { id: 'north' } });
    await createCode(deps, all, { name: 'South', division: { id: 'south' } });
    const names = async (me: typeof all) =>
      (await listCodes(deps, me, page)).entities.map(({ name }) => name);
    expect(await names(all)).toEqual(['Everywhere', 'North', 'South']);
    expect(await names(north)).toEqual(['Everywhere', 'North']);
    await expect(readCode(deps, north, 'code-3')).rejects.toMatchObject(notFound);
  });

  test('Given a caller of one division, when they touch what is for all or for another, then nothing is there', async () => {
    const { deps, stores } = await directory();
    await createCode(deps, all, { name: 'South', division: { id: 'south' } });
    await createCode(deps, all, { name: 'Everywhere' });
    await expect(createCode(deps, north, { name: 'X' })).rejects.toMatchObject(notFound);
    await expect(changeCode(deps, north, 'code-2', { name: 'X' })).rejects.toMatchObject(notFound);
    const there = { name: 'X', division: { id: 'north' } };
    await expect(changeCode(deps, north, 'code-1', there)).rejects.toMatchObject(notFound);
    await expect(deleteCode(deps, north, 'code-1')).rejects.toMatchObject(notFound);
    expect(await stores.wrapupCodes.get('tenant-a', 'code-1')).toMatchObject({ name: 'South' });
  });

  test('Given a queue, when codes are given, taken and deleted, then it has what is left, and each change is audited', async () => {
    const { deps, stores } = await directory();
    for (const name of ['One', 'Two', 'Three']) await createCode(deps, all, { name });
    await addQueueCodes(deps, north, 'q', ['code-1', 'code-2', 'code-3']);
    await removeQueueCode(deps, north, 'q', 'code-1');
    await expect(removeQueueCode(deps, north, 'q', 'code-1')).rejects.toMatchObject(notFound);
    await deleteCode(deps, all, 'code-2');
    expect((await listQueueCodes(deps, north, 'q', page)).entities.map(({ id }) => id)).toEqual(['code-3']);
    const south = aPrincipal({ divisions: ['south'] });
    await expect(listQueueCodes(deps, south, 'q', page)).rejects.toMatchObject(notFound);
    await expect(addQueueCodes(deps, south, 'q', ['code-3'])).rejects.toMatchObject(notFound);
    const audits = await stores.audits.newest('tenant-a', 100);
    expect(new Set(audits.map(({ action }) => action))).toEqual(
      new Set(['wrapupCode.changed', 'wrapupCode.deleted', 'queue.changed']),
    );
  });

  test('Given a queue with as many codes as it can have, when another is given, then it is refused', async () => {
    const { deps, stores } = await directory();
    for (let i = 0; i < limits.codesOfQueue; i += 1)
      await stores.wrapupCodes.assign('tenant-a', 'q', `c-${i}`);
    const { id } = await createCode(deps, all, { name: 'One more' });
    await expect(addQueueCodes(deps, all, 'q', [id])).rejects.toMatchObject({ code: 'bad.request' });
  });
});
