import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareIssuer } from '../../local/dev/issuer.ts';
import { TokenRequest } from '../../local/dev/token-request.ts';
import { oidcTokens } from '../../src/adapters/oidc/oidc-tokens.ts';
import { TokenClaims } from '../../src/contract/token-claims.ts';

type Claims = Record<string, unknown>;

const plain = { tenant: 'tenantId', name: 'name', permissions: 'permissions', divisions: 'divisions' };
const valid = {
  sub: 'auth0|5f7c8ec7c33c6c004bbafe82',
  aud: 'binocular',
  tenantId: 'acme',
  name: 'Sofia Supervisor',
  permissions: ['conversation:message:monitor', 'unknown:word'],
  divisions: 'main sales',
};

describe('given an OpenID Connect issuer', () => {
  const server = new OAuth2Server();
  const kids: Record<string, string> = {};

  beforeAll(async () => {
    for (const alg of ['RS256', 'ES256', 'EdDSA']) {
      kids[alg] = (await server.issuer.keys.generate(alg)).kid;
    }
    await server.start(0, '127.0.0.1');
  });
  afterAll(() => server.stop());

  const sign = (claims: Claims, alg = 'RS256', header: Claims = {}): Promise<string> =>
    server.issuer.buildToken({
      kid: kids[alg] ?? '',
      scopesOrTransform: (its, payload) => {
        Object.assign(its, header);
        Object.assign(payload, claims);
      },
    });
  const issuerUrl = (): string => server.issuer.url ?? '';
  const verifier = (claims: unknown = plain, more: object = {}) =>
    oidcTokens({
      issuer: issuerUrl(),
      audience: 'binocular',
      jwks: '',
      claims: TokenClaims.parse(claims),
      now: Date.now,
      ...more,
    });

  test.each(['RS256', 'ES256', 'EdDSA'])(
    'when a token is signed by %s, then its keys are discovered and its claims give the principal',
    async (alg) => {
      const principal = await verifier().verify(await sign(valid, alg));
      expect(principal).toMatchObject({
        tenantId: 'acme',
        userId: 'auth0|5f7c8ec7c33c6c004bbafe82',
        name: 'Sofia Supervisor',
        permissions: ['conversation:message:monitor'],
        divisions: ['main', 'sales'],
      });
    },
  );

  test('when a key is made after the first token, then a token that it signs counts', async () => {
    const tokens = verifier();
    await tokens.verify(await sign(valid));
    kids.later = (await server.issuer.keys.generate('ES256')).kid;
    expect(await tokens.verify(await sign(valid, 'later'))).toHaveProperty('tenantId', 'acme');
  });

  test('when claims lie in claims, in a URL, or in roles, then the mapping finds them', async () => {
    const token = await sign({
      sub: 'one',
      aud: ['other', 'binocular'],
      'https://binocular.example/tenant': 'acme',
      profile: { name: { full: 'Ada' } },
      realm_access: { roles: ['supervisor', 'offline_access', 'constructor'] },
      divisions: ['*'],
    });
    const tokens = verifier({
      tenant: 'https://binocular.example/tenant',
      name: 'profile.name.full',
      permissions: 'realm_access.roles',
      divisions: 'divisions',
      roles: { supervisor: ['conversation:message:monitor', 'conversation:message:view'] },
    });
    expect(await tokens.verify(token)).toMatchObject({
      tenantId: 'acme',
      name: 'Ada',
      permissions: ['conversation:message:monitor', 'conversation:message:view'],
      divisions: ['*'],
    });
  });

  describe('given an issuer that gives users ID tokens and machines access tokens, as the user pool does', () => {
    const pool = [
      { ...plain, use: 'id' },
      {
        use: 'access',
        audienceScope: 'binocular/',
        tenant: { claim: 'scope', prefix: 'tenants/' },
        name: 'client_name',
        permissions: { claim: 'scope', prefix: 'binocular/' },
        divisions: { claim: 'scope', prefix: 'divisions/' },
      },
    ];
    const machine = {
      sub: 'client-1',
      token_use: 'access',
      scope: 'tenants/acme binocular/messaging:integration:ingest divisions/main openid',
    };

    test('when each comes, then its own mapping counts', async () => {
      const tokens = verifier(pool);
      expect(await tokens.verify(await sign({ ...valid, token_use: 'id' }))).toHaveProperty(
        'tenantId',
        'acme',
      );
      expect(await tokens.verify(await sign(machine))).toMatchObject({
        tenantId: 'acme',
        userId: 'client-1',
        name: 'client-1',
        permissions: ['messaging:integration:ingest'],
        divisions: ['main'],
      });
    });

    test.each<[string, Claims]>([
      ['two tenants', { scope: `${machine.scope} tenants/other` }],
      ['no tenant', { scope: 'binocular/messaging:integration:ingest' }],
      ['no scope of ours', { scope: 'tenants/acme openid' }],
      ['the audience of another, and a scope of ours', { aud: 'other' }],
      ['no use that is mapped', { token_use: 'refresh' }],
    ])('when a machine names %s, then its token counts for nothing', async (_, claims) => {
      const answer = await verifier(pool).verify(await sign({ ...machine, ...claims }));
      expect(answer).toHaveProperty('refused');
    });
  });

  /** The keys by discovery, as of a real issuer, and as configuration, as the laptop's own issuer hands them over. */
  const byKeys = {
    discovered: () => verifier(),
    configured: () => verifier(plain, { jwks: JSON.stringify({ keys: server.issuer.keys.toJSON() }) }),
  };
  const soon = () => Math.floor(Date.now() / 1000) + 3600;

  describe.each(['discovered', 'configured'] as const)('given keys that are %s', (keys) => {
    test('when a token is good, then it counts', async () => {
      expect(await byKeys[keys]().verify(await sign(valid))).toHaveProperty('tenantId', 'acme');
    });

    test.each<[string, string, Claims, Claims?]>([
      ['names another audience', 'audience', { aud: 'other' }],
      ['names no audience', 'audience', { aud: undefined }],
      ['is of another issuer', 'claims', { iss: 'https://issuer.example' }],
      ['has expired', 'claims', { exp: 1 }],
      ['never expires', 'claims', { exp: undefined }],
      ['counts from later on', 'claims', { nbf: soon() }],
      ['was issued in the future', 'future', { iat: soon() }],
      ['does not say when it was issued', 'claims', { iat: undefined }],
      ['is an ID token', 'use', { token_use: 'id' }],
      ['is a refresh token', 'use', { token_use: 'refresh' }],
      ['names no tenant', 'claims', { tenantId: undefined }],
      ['names a tenant that is no id', 'claims', { tenantId: 'a#b' }],
      ['demands what nobody understands', 'crit', {}, { crit: ['b64'], b64: true }],
      ['names no key', 'key', {}, { kid: undefined }],
    ])(
      'when a token %s, then it counts for nothing and the reason is %s',
      async (_, refused, claims, header) => {
        const answer = await byKeys[keys]().verify(await sign({ ...valid, ...claims }, 'RS256', header));
        expect(answer).toEqual({ refused });
      },
    );

    test.each(['none', 'HS256'])(
      'when a token says that its algorithm is %s, then it counts for nothing',
      async (alg) => {
        const [, payload = '', signature = ''] = (await sign(valid)).split('.');
        const header = Buffer.from(JSON.stringify({ alg, kid: kids.RS256, typ: 'JWT' })).toString(
          'base64url',
        );
        const answers = [signature, 'AAAA'].map((end) =>
          byKeys[keys]().verify(`${header}.${payload}.${end}`),
        );
        for (const answer of await Promise.all(answers)) expect(answer).toHaveProperty('refused');
      },
    );
  });

  test('when the issuer of a laptop signs, then its keys, as configured, verify its tokens and no other\u2019s', async () => {
    const [mine, other] = await Promise.all([prepareIssuer(), prepareIssuer()]);
    const issuer = mine('http://127.0.0.1:1');
    const tokens = oidcTokens({
      issuer: issuer.issuer,
      audience: issuer.audience,
      jwks: JSON.stringify(issuer.jwks),
      claims: TokenClaims.parse(plain),
      now: Date.now,
    });
    const asked = TokenRequest.parse({ tenantId: 'acme', userId: 'one', name: 'One' });
    expect(await tokens.verify(await issuer.token(asked))).toMatchObject({ tenantId: 'acme', userId: 'one' });
    expect(await tokens.verify(await other('http://127.0.0.1:1').token(asked))).toEqual({ refused: 'key' });
  });

  test('when a token is signed by a key of nobody, then it counts for nothing', async () => {
    const stranger = new OAuth2Server();
    await stranger.issuer.keys.generate('RS256', { kid: kids.RS256 ?? '' });
    stranger.issuer.url = issuerUrl();
    const forged = await stranger.issuer.buildToken({
      scopesOrTransform: (_, payload) => {
        Object.assign(payload, valid);
      },
    });
    expect(await verifier().verify(forged)).toEqual({ refused: 'signature' });
  });

  test('when the issuer cannot be reached, then nothing is said of the token, and the next one asks again', async () => {
    const token = await sign(valid);
    const url = issuerUrl();
    const tokens = verifier();
    await server.stop();
    await expect(tokens.verify(token)).rejects.toThrow();
    await server.start(Number(new URL(url).port), '127.0.0.1');
    expect(await tokens.verify(token)).toHaveProperty('tenantId', 'acme');
  });

  test('when keys would travel in the clear over a network, then they are not fetched', async () => {
    const tokens = verifier(plain, { issuer: 'http://issuer.example' });
    await expect(tokens.verify(await sign(valid))).rejects.toThrow('https');
  });
});
