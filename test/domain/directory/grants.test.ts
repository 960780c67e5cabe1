import { describe, expect, test } from 'vitest';
import { createQueue, listQueues, nameLike } from '../../../src/domain/directory/administer.ts';
import { grantsOf, listDivisions } from '../../../src/domain/directory/grants.ts';
import { checkSource } from '../../../src/domain/directory/presence.ts';
import { Failure } from '../../../src/domain/shared/failure.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const page = { pageSize: 25, pageNumber: 1 };

describe('what a token grants', () => {
  test('Given a token of some divisions, when it asks for divisions, then it is told those; of all, each that something is in', async () => {
    const stores = memoryStores();
    await stores.queues.put('tenant-a', { id: 'q', name: 'Q', division: { id: 'north' } });
    await stores.queues.put('tenant-b', { id: 'q', name: 'Q', division: { id: 'elsewhere' } });
    const namesFor = async (divisions: readonly string[], name?: string) =>
      (
        await listDivisions(stores, aPrincipal({ divisions }), {
          ...page,
          ...(name === undefined ? {} : { name }),
        })
      ).entities.map(({ id }) => id);
    expect(await namesFor(['south', 'north'])).toEqual(['north', 'south']);
    expect(await namesFor(['*'])).toEqual(['home', 'north']);
    expect(await namesFor(['*'], 'NOR')).toEqual(['north']);
  });

  test('Given a token, when it asks for its grants, then every permission is under each division', () => {
    const me = aPrincipal({ divisions: ['a', 'b'], permissions: ['conversation:message:monitor'] });
    expect(grantsOf(me).grants.map(({ division, role }) => [division.id, role.policies])).toEqual(
      ['a', 'b'].map((id) => [id, [{ domain: 'conversation', entityName: 'message', actions: ['monitor'] }]]),
    );
  });
});

describe('queues by name', () => {
  test.each([
    ['port', ['Support', 'Portal']],
    ['port*', ['Portal']],
    ['*PORT', ['Support']],
    ['s*p*t', ['Support']],
    ['*', ['Support', 'Portal']],
    ['support*support', []],
    ['p*l*l', []],
  ])('Given %s, then the queues whose names are like it are found', (asked, found) => {
    expect(['Support', 'Portal'].filter(nameLike(asked))).toEqual(found);
  });

  test('Given a new queue without a division, when its maker is granted some, then it is in the first, and audited', async () => {
    const stores = memoryStores();
    const deps = { ...stores, clock: setClock(), newId: () => 'made' };
    const me = aPrincipal({ divisions: ['north', 'south'] });
    expect(await createQueue(deps, me, { name: 'New' })).toEqual({
      id: 'made',
      name: 'New',
      division: { id: 'north' },
    });
    expect((await listQueues(stores, me, { ...page, name: 'n*w' })).total).toBe(1);
    expect(await stores.audits.newest('tenant-a', 10)).toMatchObject([
      { action: 'queue.changed', entityId: 'made' },
    ]);
    await expect(createQueue(deps, me, { name: 'New', division: { id: 'west' } })).rejects.toThrow(Failure);
    await expect(createQueue(deps, aPrincipal(), { name: 'New' })).rejects.toThrow(Failure);
  });
});

test('Given a source of presences, then there is this service, written in any case, and no other', () => {
  checkSource('PureCloud');
  expect(() => checkSource('MICROSOFTTEAMS')).toThrow(Failure);
});
