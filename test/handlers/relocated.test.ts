import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { rateKey } from '../../src/adapters/dynamodb/keys.ts';
import { jsonService } from '../../src/adapters/json-service.ts';
import { secretsManager } from '../../src/adapters/secrets.ts';
import { relocationContext } from '../../src/app/principal-context.ts';
import { rateWindowMs } from '../../src/contract/rates.ts';
import { routes } from '../../src/contract/routes.ts';
import type { Relocation } from '../../src/domain/shared/principal.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, callAuthorizer, useHandlers } from '../support/handlers.ts';
import { useLogged } from '../support/logged.ts';
import { pathNames } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

const moving: Relocation = { state: 'moving', since: 1 };
const moved: Relocation = { state: 'moved', since: 1, url: 'https://cell-2.example' };

const named = routes.map((route) => ({ name: route.name, route }));
const lets = (...authorizers: readonly (string | undefined)[]) =>
  named.filter(({ route }) => authorizers.includes(route.authorizer));

describe('a tenant that is not served here', () => {
  const engine = useEngine();
  const services = useHandlers(engine);
  useLogged();
  const stores = () => dynamoStores(engine.client(), setClock());
  const written = async (): Promise<number> => {
    let count = 0;
    for (const TableName of ['Conversations', 'Transcript', 'Records', 'Directory', 'Sockets'])
      count += (await engine.client().send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count ?? 0;
    return count;
  };

  test('Given the fence, when any route that an authorizer lets in is called, then it says when to come back, or where the tenant is, and writes nothing', async () => {
    const before = await written();
    const behind = lets(undefined, 'user', 'guest');
    expect(behind.length).toBeGreaterThan(80);
    for (const { name, route } of behind) {
      const said = {
        me: aPrincipal(),
        params: Object.fromEntries(pathNames(route).map((param) => [param, 'x'])),
        body: {},
      };
      const refused = await call(name, { ...said, authorizer: relocationContext(moving) });
      expect([refused.status, refused.json], name).toMatchObject([503, { code: 'tenant.moving' }]);
      expect(Number(refused.headers['Retry-After']), name).toBeGreaterThan(1);
      const elsewhere = await call(name, { ...said, authorizer: relocationContext(moved) });
      expect([elsewhere.status, elsewhere.json], name).toMatchObject([
        421,
        { code: 'tenant.moved', messageParams: { url: 'https://cell-2.example' } },
      ]);
    }
    expect(await written()).toBe(before);
  });

  test.each(lets('none'))(
    'Given the fence, when a stranger calls $name, then it says so, and is not counted for the tenant',
    async ({ name }) => {
      const tenantId = `away-${name}`;
      await stores().relocations.set(tenantId, moving);
      const params = { tenantId, integrationId: 'site' };
      const refused = await call(name, { me: aPrincipal(), params, body: {} });
      expect([refused.status, refused.json]).toMatchObject([503, { code: 'tenant.moving' }]);
      const Key = rateKey(tenantId, 'session', Math.floor(Date.now() / rateWindowMs));
      const { Item } = await engine.client().send(new GetCommand({ TableName: 'Sockets', Key }));
      expect(Item).toBeUndefined();
    },
  );

  test("Given the fence, when a provider's request comes, then only one that is signed is told of it", async () => {
    const tenantId = 'away-provider';
    await stores().relocations.set(tenantId, moving);
    const own = secretsManager(
      jsonService('secretsmanager', {
        endpoint: services().endpoint,
        region: 'us-east-1',
        accessKeyId: 'x',
        secretAccessKey: 'x',
      }),
      'binocular/integrations',
      setClock(),
    );
    await own.put({ tenantId, integrationId: 'wa' }, { verifyToken: 'right' });
    const asking = (token: string) =>
      call('verify-meta', {
        me: aPrincipal(),
        params: { tenantId, integrationId: 'wa' },
        query: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1' },
      });
    expect((await asking('wrong')).json).toMatchObject({ code: 'signature.invalid' });
    expect((await asking('right')).json).toMatchObject({ code: 'tenant.moving' });
  });

  test.each(['guest', 'ticket'])(
    'Given the fence, when a credential that nobody has is shown to the authorizer %s, then it learns nothing of the tenant',
    async (authorizer) => {
      await stores().relocations.set('dA', moving);
      const answer = await callAuthorizer(authorizer, 'dA.nobody.secret', '192.0.2.78');
      expect(answer).toMatchObject({ principalId: 'nobody', context: {} });
    },
  );
});
