import * as z from 'zod';
import { Id } from './ids.ts';
import { Permission } from './permissions.ts';

/** A person whom the laptop's sign-in offers. */
export const SeededPerson = z.object({
  userId: Id,
  name: z.string().min(1),
  role: z.enum(['supervisor', 'agent', 'administrator']),
  permissions: z.array(Permission),
});
export type SeededPerson = z.infer<typeof SeededPerson>;

/**
 * What the console reads from `/config.json` before anything else: how one signs in. `oidc` is any issuer's
 * authorization code flow with PKCE; `development` is the laptop's choice of people and exists nowhere else.
 */
export const ConsoleConfig = z.discriminatedUnion('signIn', [
  z.object({
    signIn: z.literal('oidc'),
    authority: z.url(),
    clientId: z.string().min(1),
    scope: z.string().min(1).default('openid'),
    /** Which of the issuer's tokens the API takes; a user pool's ID token. */
    token: z.enum(['access', 'id']).default('access'),
    /**
     * Where signing out leads at an issuer whose discovery document names no such place: `client_id` and `logout_uri`
     * are added.
     */
    signOutUrl: z.union([z.url(), z.literal('').transform(() => undefined)]).optional(),
    /** What stands before the paths of the API where providers deliver to; unless set, this origin's. */
    webhooks: z.url().optional(),
  }),
  z.object({ signIn: z.literal('development'), tenantId: Id, people: z.array(SeededPerson).min(1) }),
]);
export type ConsoleConfig = z.infer<typeof ConsoleConfig>;
