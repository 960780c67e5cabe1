import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { createCall } from '../../client/rest/call.ts';
import type { ConsoleConfig } from '../../src/contract/console-config.ts';
import { getMe } from '../../src/contract/routes/users.ts';
import { claimsOf, type SignedIn } from './signed-in.ts';

type Config = Extract<ConsoleConfig, { signIn: 'oidc' }>;

const returned = '/signed-in';

const tenantOf = (user: User): string => {
  const claims = claimsOf(user.access_token);
  return String(claims.tenantId ?? claims['custom:tenantId'] ?? claims.tenant ?? '');
};

const managerOf = ({ authority, clientId, scope }: Config): UserManager =>
  new UserManager({
    authority,
    client_id: clientId,
    scope,
    redirect_uri: `${window.location.origin}${returned}`,
    post_logout_redirect_uri: `${window.location.origin}/`,
    response_type: 'code',
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });

const finish = async (manager: UserManager): Promise<User | undefined> => {
  if (window.location.pathname !== returned) return (await manager.getUser()) ?? undefined;
  const user = await manager.signinRedirectCallback();
  const back = typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
  window.history.replaceState(null, '', back);
  return user;
};

/**
 * Signs in at any OIDC issuer: authorization code with PKCE, renewed in silence by refresh token. Leaves for the
 * issuer's page, and answers nothing, where nobody is signed in.
 */
export const signInByOidc = async (config: Config): Promise<SignedIn | undefined> => {
  const manager = managerOf(config);
  const user = await finish(manager);
  if (user === undefined || user.expired === true) {
    await manager.signinRedirect({ state: window.location.pathname + window.location.search });
    return undefined;
  }
  const token = async (): Promise<string> => {
    const known = await manager.getUser();
    if (known !== null && known.expired !== true) return known.access_token;
    const renewed = await manager.signinSilent();
    if (renewed === null) throw new Error('the sign-in has expired');
    return renewed.access_token;
  };
  const me = await createCall({ url: '', token, fetch: (url, init) => fetch(url, init) })(getMe);
  return {
    me: { id: me.id, name: me.name, tenantId: tenantOf(user) },
    token,
    leave: async () => {
      await manager.removeUser();
      await manager.signoutRedirect().catch(() => undefined);
    },
  };
};
