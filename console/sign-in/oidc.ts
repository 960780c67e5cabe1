import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { createCall } from '../../client/rest/call.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import type { ConsoleConfig } from '../../src/contract/console-config.ts';
import { getMyOrganization } from '../../src/contract/routes/authorization.ts';
import { getMe } from '../../src/contract/routes/users.ts';
import type { SignedIn } from './signed-in.ts';
import { rememberSignedOut } from './signed-out.ts';

type Config = Extract<ConsoleConfig, { signIn: 'oidc' }>;

/** Where the issuer sends people back to, after they signed in and out: it is registered there. */
const home = (): string => `${window.location.origin}/`;

const managerOf = ({ authority, clientId, scope }: Config): UserManager =>
  new UserManager({
    authority,
    client_id: clientId,
    scope,
    redirect_uri: home(),
    post_logout_redirect_uri: home(),
    response_type: 'code',
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });

/** Whether the address is an answer of the issuer's (RFC 6749, sections 4.1.2 and 4.1.2.1). */
const isAnswer = (search: string): boolean => {
  const said = new URLSearchParams(search);
  return said.has('state') && (said.has('code') || said.has('error'));
};

/** Who is signed in, as the issuer has just said or this browser remembers. */
const finish = async (manager: UserManager): Promise<User | undefined> => {
  if (!isAnswer(window.location.search)) return (await manager.getUser()) ?? undefined;
  const user = await manager.signinRedirectCallback();
  const back = typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
  window.history.replaceState(null, '', back);
  return user;
};

const signOutAt = (manager: UserManager, { signOutUrl, clientId }: Config): Promise<void> => {
  if (signOutUrl === undefined) return manager.signoutRedirect();
  const url = new URL(signOutUrl);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('logout_uri', home());
  window.location.assign(url);
  return Promise.resolve();
};

/**
 * Signs in at any OIDC issuer: authorization code with PKCE, renewed in silence by refresh token. Leaves for the
 * issuer's page, and answers nothing, where nobody is signed in.
 */
export const signInByOidc = async (config: Config): Promise<SignedIn | undefined> => {
  const manager = managerOf(config);
  const user = await finish(manager);
  if (user === undefined || user.expired === true) {
    const { pathname, search, hash } = window.location;
    await manager.signinRedirect({ state: pathname + search + hash });
    return undefined;
  }
  const tokenOf = ({ access_token, id_token }: User): string => {
    const token = config.token === 'id' ? id_token : access_token;
    if (token === undefined) throw new Error('the issuer gave no token that the API takes');
    return token;
  };
  const token = async (): Promise<string> => {
    const known = await manager.getUser();
    if (known !== null && known.expired !== true) return tokenOf(known);
    // Without a refresh token the library would ask in a frame, which the page's policy refuses.
    const renewed = known?.refresh_token === undefined ? null : await manager.signinSilent();
    if (renewed === null) throw new Error('the sign-in has expired');
    return tokenOf(renewed);
  };
  const call = createCall({ url: '', token, fetch: (url, init) => fetch(url, init) });
  const [me, tenant] = await Promise.all([call(getMe), call(getMyOrganization)]).catch(async (error) => {
    // A token that the API refuses would be refused again after each reload.
    if (error instanceof ProblemError && error.status === 401) await manager.removeUser();
    throw error;
  });
  return {
    me: {
      id: me.id,
      name: me.name,
      tenantId: tenant.id,
      webhooks: config.webhooks ?? `${window.location.origin}/api/v2`,
    },
    token,
    forget: async () => {
      manager.stopSilentRenew();
      await manager.removeUser();
    },
    leave: async () => {
      rememberSignedOut();
      await signOutAt(manager, config).catch(() => undefined);
    },
  };
};
