import { createHash } from 'node:crypto';
import type { Way } from '../../contract/access.ts';
import { type Audit, originDays } from '../../contract/retention.ts';
import { type Clock, iso, type NewId } from './clock.ts';
import type { Principal } from './principal.ts';

/** From where something was done. An entry's `from` is the digest of both; once the salt is gone, it says nothing. */
export interface Origin {
  readonly address: string;
  /** Random, an entry's own: addresses are few enough to try them all. */
  readonly salt: string;
}

/** What an entry says of its origin. */
export const originDigest = ({ address, salt }: Origin): string =>
  createHash('sha256').update(`${salt} ${address}`).digest('base64url');

/** Who did what with kept records or with others' grants; only ever added to. */
export interface AuditStore {
  /** Adds an entry, and beside it what opens its `from`, which goes by itself at `until`, ms since the epoch. */
  add(
    tenantId: string,
    audit: Audit,
    id: string,
    origin?: Origin & { readonly until: number },
  ): Promise<void>;
  /** Adds what a stream tells, for the oversight log alone; adding it again changes nothing. */
  witness(tenantId: string, audit: Audit, id: string): Promise<void>;
  /**
   * The newest first, at most `limit` of those that may be shown: what is left out takes no room. Ten times as many are
   * looked at.
   */
  newest(
    tenantId: string,
    limit: number,
    isShown?: (audit: Audit) => Promise<boolean>,
  ): Promise<readonly Audit[]>;
  /** What is still kept of where entries came from. */
  origins(tenantId: string): Promise<readonly Origin[]>;
}

/** What auditing needs. */
export interface AuditDeps {
  readonly audits: Pick<AuditStore, 'add'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What an entry says beside who, what and when, as far as it is known. */
export type About = { readonly [K in 'conversationId' | 'subjectId' | 'reason']?: string | undefined };

const dayMs = 86_400_000;

/** Writes down who does what, before it is done. */
export const audit = (
  deps: AuditDeps,
  me: Principal,
  action: Audit['action'],
  entityId: string,
  about: About = {},
): Promise<void> => {
  const now = deps.clock.now();
  const known = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
  const entry = { time: iso(now), action, userId: me.userId, entityId, ...known };
  if (me.from === undefined) return deps.audits.add(me.tenantId, entry, deps.newId());
  const origin = { address: me.from, salt: deps.newId(), until: now + originDays * dayMs };
  return deps.audits.add(me.tenantId, { ...entry, from: originDigest(origin) }, deps.newId(), origin);
};

/** Writes down what a way in asks to be audited, before it is done; nothing where it asks for nothing. */
export const auditWay = async (
  deps: AuditDeps,
  me: Principal,
  way: Way,
  entityId: string,
  about?: About,
): Promise<void> => {
  if (way.audit !== undefined) await audit(deps, me, way.audit, entityId, about);
};
