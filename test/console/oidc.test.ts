import { OAuth2Server } from 'oauth2-mock-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poolClaims } from '../../lib/constructs/people.ts';
import { roles } from '../../src/contract/permissions.ts';
import { useOwnLocalApp } from '../e2e/support/local-app.ts';
import { useBrowser } from '../support/browser.ts';
import { hasBrowser } from '../support/launch-browser.ts';
import { patience } from '../support/patience.ts';
import { complaintsOf, openContext, printPagesOnFailure } from './support/page-of.ts';

const browser = useBrowser();
/** Seconds: the page renews a minute before a token's end, so that the first one is renewed at once. */
const shortLife = 61;

/** Claims of an issuer that was told about ours, and where they are. */
const plainMapping = {
  tenant: 'tenantId',
  name: 'name',
  permissions: 'permissions',
  divisions: 'divisions',
} as const;
const plainClaims = () => ({
  aud: 'binocular',
  tenantId: 'acme',
  name: 'Sofia Supervisor',
  permissions: [...roles.supervisor],
  divisions: '*',
});

/** Tokens as a user pool gives them out: attributes and groups in the ID token, and in the access token neither. */
const poolTokens = (isIdToken: boolean) => ({
  sub: 'of-the-pool',
  ...(isIdToken
    ? {
        token_use: 'id',
        name: 'Sofia of the pool',
        'custom:tenantId': 'acme',
        'custom:divisions': '*',
        'cognito:groups': ['supervisor'],
      }
    : { token_use: 'access', client_id: 'binocular', scope: 'openid profile' }),
});

describe.skipIf(!hasBrowser)('Given any OIDC issuer', () => {
  printPagesOnFailure(browser);
  const issuer = new OAuth2Server();
  /** What the issuer was asked for at its token endpoint, and what it was asked before. */
  const grants: Readonly<Record<string, string>>[] = [];
  const asked: URL[] = [];
  const left: URL[] = [];
  let life = shortLife;
  /** What the issuer puts into the tokens of its next sign-ins; of the two kinds the ID token alone names the client. */
  let claims: (isIdToken: boolean) => Readonly<Record<string, unknown>> = plainClaims;
  issuer.service.on('beforeTokenSigning', ({ payload }) => {
    Object.assign(payload, { sub: 'supervisor-1' }, claims('aud' in payload));
  });
  issuer.service.on('beforeResponse', (response, { body }) => {
    grants.push(body as Readonly<Record<string, string>>);
    if (typeof response.body === 'object' && response.body !== null)
      Object.assign(response.body, { expires_in: life });
  });
  issuer.service.on('beforeAuthorizeRedirect', (_, { url }) =>
    asked.push(new URL(url ?? '', 'http://issuer')),
  );
  issuer.service.on('beforePostLogoutRedirect', ({ url }) => left.push(url));
  const authority = (): string => issuer.issuer.url ?? '';
  beforeAll(async () => {
    await issuer.issuer.keys.generate('RS256');
    await issuer.start(0, '127.0.0.1');
  });
  afterAll(async () => {
    await issuer.stop();
  });
  const app = useOwnLocalApp({
    console: () => ({
      signIn: 'oidc',
      authority: authority(),
      clientId: 'binocular',
      scope: 'openid profile',
    }),
    parameters: () => ({
      TokenIssuer: authority(),
      TokenAudience: 'binocular',
      TokenJwks: '',
      TokenClaims: JSON.stringify([plainMapping, poolClaims].flat()),
    }),
  });

  const open = async (
    path: string,
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<{ page: Page; complaints: readonly string[] }> => {
    const page = await (await openContext(browser())).newPage();
    const complaints = complaintsOf(page);
    await prepare(page);
    await page.goto(`${app.url}${path}`);
    await page.locator('.connection[data-connection="open"]').waitFor();
    return { page, complaints };
  };

  test('then one signs in by code and PKCE, is renewed in silence, and signs out of every page and of the issuer', async () => {
    const { page, complaints } = await open('/queues');
    expect(new URL(page.url()).pathname).toBe('/queues');
    expect(await page.locator('button.user').textContent()).toBe('Sofia Supervisor');
    expect(await page.locator('.brand-tenant').textContent()).toBe('acme');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${app.url}/`,
    });
    expect(grants[0]).toMatchObject({ grant_type: 'authorization_code' });
    expect(grants[0]?.code_verifier?.length).toBeGreaterThanOrEqual(43);

    // The first token nears its end at once: the page asks for another and stays where it is.
    await expect
      .poll(() => grants.filter(({ grant_type }) => grant_type === 'refresh_token').length, {
        timeout: patience,
      })
      .toBeGreaterThan(0);
    life = 3_600;
    expect(asked).toHaveLength(1);
    const change = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.locator('select.presence').selectOption('Available');
    expect((await change).status()).toBe(200);
    await expect
      .poll(() => page.locator('select.presence').inputValue(), { timeout: patience })
      .toBe('Available');

    const elsewhere = await open('/interactions');
    await page.locator('button.user').click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await elsewhere.page.getByText('You are signed out, here and everywhere else.').waitFor();
    await page.getByText('You are signed out, here and everywhere else.').waitFor();
    await expect.poll(() => left.map(({ href }) => href), { timeout: patience }).toEqual([`${app.url}/`]);
    await page.getByText('You are signed out, here and everywhere else.').waitFor();
    expect(await page.locator('.frame').count()).toBe(0);

    // Nothing of the sign-in is left in either page; another one is a new one.
    const kept = 'Object.keys(sessionStorage).filter((key) => key.startsWith("oidc.user"))';
    expect(await page.evaluate(kept)).toEqual([]);
    expect(await elsewhere.page.evaluate(kept)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.locator('.connection[data-connection="open"]').waitFor();
    expect(complaints).toEqual([]);
    expect(elsewhere.complaints).toEqual([]);
  });

  test("Given a user pool, whose access tokens say nothing, then one is signed in by the ID token and out at the pool's page", async () => {
    claims = poolTokens;
    const outs: URL[] = [];
    const { page, complaints } = await open('/interactions', async (fresh) => {
      const config = {
        signIn: 'oidc',
        authority: authority(),
        clientId: 'binocular',
        scope: 'openid profile',
        token: 'id',
        signOutUrl: `${authority()}/logout`,
      };
      await fresh.route('**/config.json', (route) => route.fulfill({ json: config }));
      await fresh.route('**/logout?*', (route) => {
        outs.push(new URL(route.request().url()));
        return route.fulfill({ contentType: 'text/html', body: 'Signed out of the pool' });
      });
    });
    expect(await page.locator('button.user').textContent()).toBe('Sofia of the pool');
    await page.locator('button.user').click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByText('Signed out of the pool').waitFor();
    expect(outs.map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([
      { client_id: 'binocular', logout_uri: `${app.url}/` },
    ]);
    expect(complaints).toEqual([]);
  });
});
