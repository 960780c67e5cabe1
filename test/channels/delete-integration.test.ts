import { expect, test } from 'vitest';
import { memoryIntegrationSecrets } from '../../src/adapters/memory/integration-secrets.ts';
import { memoryIntegrationStore } from '../../src/adapters/memory/routing-stores.ts';
import { deleteIntegration } from '../../src/domain/routing/administer.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';

const me = { tenantId: 'tenant-a', userId: 'admin' } as Principal;
const id = 'sms-1';
const key = { tenantId: me.tenantId, integrationId: id };

const world = async () => {
  const deps = { integrations: memoryIntegrationStore(), secrets: memoryIntegrationSecrets() };
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
