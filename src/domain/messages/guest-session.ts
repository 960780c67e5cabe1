import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { GuestSession } from '../../contract/guest.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import type { IntegrationKey, IntegrationStore } from '../directory/directory.ts';
import { type Clock, iso, type NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';

/** A guest of a website: known by a token alone. Times are ms since the epoch. */
export interface GuestRecord {
  readonly tenantId: string;
  readonly guestId: string;
  readonly integrationId: string;
  readonly name: string;
  /** SHA-256 of the token's secret, so that the table lets nobody in. */
  readonly secretHash: string;
  readonly created: number;
  readonly expires: number;
}

/** Where guests are known. */
export interface GuestStore {
  put(guest: GuestRecord): Promise<void>;
  /** Strongly consistent: a guest is known once the answer is out. */
  get(tenantId: string, guestId: string): Promise<GuestRecord | undefined>;
}

interface Deps {
  readonly guests: Pick<GuestStore, 'put'>;
  readonly integrations: Pick<IntegrationStore, 'get'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const encode = (part: string): string => Buffer.from(part).toString('base64url');

/**
 * Lets a guest in at a web messaging integration. Every caller is let in, to a conversation of their own.
 * The token names tenant and guest and carries 256 random bits, of which only the hash is kept. Errors: not.found.
 */
export const openSession = async (
  deps: Deps,
  { tenantId, integrationId }: IntegrationKey,
  nickname: string | undefined,
): Promise<GuestSession> => {
  const integration = await deps.integrations.get(tenantId, integrationId);
  if (integration?.messageType !== 'webmessaging') throw new Failure('not.found');
  const created = deps.clock.now();
  const expires = created + limits.guestSessionMs;
  const guestId = deps.newId();
  const secret = randomBytes(32).toString('base64url');
  await deps.guests.put({
    tenantId,
    guestId,
    integrationId,
    name: nickname ?? 'Guest',
    secretHash: hashOf(secret).toString('base64url'),
    created,
    expires,
  });
  const token = `${encode(tenantId)}.${guestId}.${secret}`;
  return { id: guestId, token, expires: iso(expires), topic: topics.guestMessages(guestId) };
};

/** The guest whose token this is, or undefined. A guest has no permission and no division: nothing but `guestOf`. */
export const verifyGuest = async (
  deps: { readonly guests: Pick<GuestStore, 'get'>; readonly clock: Clock },
  token: string,
): Promise<Principal | undefined> => {
  const [tenant, guestId, secret, ...rest] = token.split('.');
  if (!tenant || !guestId || !secret || rest.length > 0 || token.length > 400) return undefined;
  const tenantId = Buffer.from(tenant, 'base64url').toString();
  const guest = await deps.guests.get(tenantId, guestId);
  if (guest === undefined || guest.expires <= deps.clock.now()) return undefined;
  if (!timingSafeEqual(hashOf(secret), Buffer.from(guest.secretHash, 'base64url'))) return undefined;
  return {
    tenantId,
    userId: guestId,
    name: guest.name,
    permissions: [],
    divisions: [],
    issued: guest.created,
    expires: guest.expires,
    guestOf: guest.integrationId,
  };
};
