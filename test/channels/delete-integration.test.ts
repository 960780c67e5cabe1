import { expect, test } from 'vitest';
import {
  memoryIntegrationSecrets,
  memoryIntegrationStore,
  memoryQueueStore,
} from '../../src/adapters/memory/routing-stores.ts';
import { memoryAuditStore } from '../../src/adapters/memory/settings-store.ts';
import {
  deleteIntegration,
  putIntegration,
  putSecret,
  readIntegration,
} from '../../src/domain/directory/administer.ts';
import { setClock } from '../support/clock.ts';
import { aPrincipal } from '../support/factories.ts';

const me = aPrincipal({ userId: 'admin' });
const id = 'sms-1';
const key = { tenantId: me.tenantId, integrationId: id };

const world = async () => {
  const deps = {
    integrations: memoryIntegrationStore(),
    queues: memoryQueueStore(),
    secrets: memoryIntegrationSecrets(),
    audits: memoryAuditStore(),
    clock: setClock(),
    newId: () => 'audit',
  };
  for (const tenantId of ['tenant-a', 'tenant-b']) {
    await deps.integrations.put(tenantId, { id, messageType: 'sms', queue: { id: 'queue-1' } });
    await deps.secrets.put({ tenantId, integrationId: id }, { authToken: tenantId });
  }
  return deps;
};

test("Given an integration with a secret, when it is deleted, then its secret is too, and another tenant's stays", async () => {
  const deps = await world();
  await deleteIntegration(deps, me, id);
  expect(await deps.secrets.get(key)).toBeUndefined();
  expect(await deps.secrets.get({ ...key, tenantId: 'tenant-b' })).toEqual({ authToken: 'tenant-b' });
});

test('Given secrets that cannot be deleted just now, when an integration is deleted, then it stays to be deleted again', async () => {
  const deps = await world();
  const failing = { ...deps.secrets, remove: () => Promise.reject(new Error('throttled')) };
  await expect(deleteIntegration({ ...deps, secrets: failing }, me, id)).rejects.toThrow('throttled');
  expect(await deps.integrations.get(me.tenantId, id)).toBeDefined();
  await deleteIntegration(deps, me, id);
  expect(await deps.secrets.get(key)).toBeUndefined();
});

test('Given a secret whose integration is gone, when it is deleted once more, then the secret goes and the answer is not.found', async () => {
  const deps = await world();
  await deps.integrations.remove(me.tenantId, id);
  await expect(deleteIntegration(deps, me, id)).rejects.toMatchObject({ code: 'not.found' });
  expect(await deps.secrets.get(key)).toBeUndefined();
});

test('Given an integration of another division, when it is read, changed, given a secret or deleted, then it is not found and stays, secret and all', async () => {
  const deps = await world();
  await deps.queues.put('tenant-a', { id: 'queue-1', name: 'Q', division: { id: 'theirs' } });
  await deps.queues.put('tenant-a', { id: 'queue-2', name: 'Q', division: { id: 'ours' } });
  const other = aPrincipal({ userId: 'other', divisions: ['ours'] });
  const webhookUrls = { mayBeCalled: () => true };
  const input = { messageType: 'sms', queue: { id: 'queue-2' } } as const;
  for (const attempt of [
    () => readIntegration(deps, other, id),
    () => putIntegration({ ...deps, webhookUrls }, other, id, input),
    () => putIntegration({ ...deps, webhookUrls }, other, 'new', { ...input, queue: { id: 'queue-1' } }),
    () => putSecret(deps, other, id, { authToken: 'stolen' }),
    () => deleteIntegration(deps, other, id),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not.found' });
  expect(await deps.integrations.get('tenant-a', id)).toMatchObject({ queue: { id: 'queue-1' } });
  expect(await deps.secrets.get(key)).toEqual({ authToken: 'tenant-a' });
});
