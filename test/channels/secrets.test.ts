import { describe, expect, test } from 'vitest';
import { jsonService } from '../../src/adapters/json-service.ts';
import { memoryIntegrationSecrets } from '../../src/adapters/memory/routing-stores.ts';
import { secretsManager } from '../../src/adapters/secrets.ts';
import { setClock } from '../support/clock.ts';
import { useJsonServices } from '../support/json-services.ts';

const services = useJsonServices();
const clock = setClock();
const manager = () =>
  secretsManager(
    jsonService('secretsmanager', {
      endpoint: services().endpoint,
      region: 'us-east-1',
      accessKeyId: 'test',
      secretAccessKey: 'test',
    }),
    'binocular/integrations',
    clock,
  );

const key = { tenantId: 'tenant:a', integrationId: 'sms~1' };

describe.each([
  ['Secrets Manager', manager],
  ['memory', memoryIntegrationSecrets],
])('the secrets of integrations, in %s', (_, make) => {
  test('Given no secret, when it is asked for, then there is none', async () => {
    expect(await make().get({ ...key, integrationId: 'other' })).toBeUndefined();
  });

  test('Given a secret that was set twice, when it is asked for, then it is the second one, and another tenant has none', async () => {
    const secrets = make();
    await secrets.put(key, { authToken: 'first' });
    await secrets.put(key, { authToken: 'second' });
    expect(await secrets.get(key)).toEqual({ authToken: 'second' });
    expect(await secrets.get({ ...key, tenantId: 'tenant' })).toBeUndefined();
  });

  test('Given secrets of two integrations, when one is removed twice, then it is gone, the other stays, and it can be set again', async () => {
    const secrets = make();
    const [removed, kept] = ['removed', 'kept'].map((integrationId) => ({ ...key, integrationId })) as [
      typeof key,
      typeof key,
    ];
    await secrets.put(removed, { authToken: 'first' });
    await secrets.put(kept, { authToken: 'kept' });
    await secrets.remove(removed);
    await secrets.remove(removed);
    expect(await secrets.get(removed)).toBeUndefined();
    expect(await secrets.get(kept)).toEqual({ authToken: 'kept' });
    await secrets.put(removed, { authToken: 'second' });
    expect(await secrets.get(removed)).toEqual({ authToken: 'second' });
  });
});

describe('what the functions remember of secrets', () => {
  const other = { ...key, integrationId: 'sms-2' };

  test('Given a secret that was removed here, when another function asks for it, then Secrets Manager has none', async () => {
    const gone = { ...key, integrationId: 'gone' };
    const here = manager();
    await here.put(gone, { authToken: 'old' });
    await here.remove(gone);
    expect(await manager().get(gone)).toBeUndefined();
  });

  test('Given a secret that was read, when it changes elsewhere, then the new one counts after five minutes', async () => {
    const [here, elsewhere] = [manager(), manager()];
    await elsewhere.put(other, { authToken: 'old' });
    expect(await here.get(other)).toEqual({ authToken: 'old' });
    await elsewhere.put(other, { authToken: 'new' });
    clock.move(5 * 60_000 - 1);
    expect(await here.get(other)).toEqual({ authToken: 'old' });
    clock.move(1);
    expect(await here.get(other)).toEqual({ authToken: 'new' });
  });

  test('Given a signature that did not verify, when the secret is asked for afresh, then it is read again at most twice a minute', async () => {
    const [here, elsewhere] = [manager(), manager()];
    await elsewhere.put(other, { authToken: 'old' });
    await here.get(other);
    await elsewhere.put(other, { authToken: 'new' });
    clock.move(30_000);
    const before = services().calls.length;
    expect(await here.get(other, true)).toEqual({ authToken: 'new' });
    expect(await here.get(other, true)).toEqual({ authToken: 'new' });
    expect(services().calls.length - before).toBe(1);
  });
});
