import { createHash } from 'node:crypto';
import type { Audit } from '../../contract/retention.ts';
import { type Clock, iso } from './clock.ts';

/** Something that was done and must stay known: an audit, or the beginning or end of monitoring. */
export interface Seen {
  /** Names what was seen, for good: it is taken in once, however often it is handed over. */
  readonly source: string;
  /** The day (UTC) on which it was written down, as 2026-01-31. */
  readonly day: string;
  readonly entry: Audit;
}

/** One link of a tenant's chain; its hash holds that of the link before it. */
export interface Link extends Seen {
  /** Dense, from 1. */
  readonly seq: number;
  readonly hash: string;
}

/** The newest link of a chain; its day, where it was written since days are kept of it. */
export type Tip = Pick<Link, 'seq' | 'hash'> & { readonly day?: string };

/** A signed word about a chain: how far it reached, and with which hash. One a day; the last one of the day stays. */
export interface Anchor extends Tip {
  readonly day: string;
  readonly signedAt: string;
  readonly signature: string;
}

/** A tenant's chain, which is only ever added to. */
export interface OversightStore {
  tip(tenantId: string): Promise<Tip | undefined>;
  /** Adds a link behind `before`; false where its source is in the chain. Throws where the chain has another tip. */
  append(tenantId: string, link: Link, before: Tip | undefined): Promise<boolean>;
  anchor(tenantId: string, anchor: Anchor): Promise<void>;
  /** In the order of days. */
  anchors(tenantId: string): Promise<readonly Anchor[]>;
  /** The links of one day, in order. */
  links(tenantId: string, day: string): Promise<readonly Link[]>;
}

/** Signs a text; the answer is base64. */
export type Sign = (text: string) => Promise<string>;

/** JSON with keys in one order, so that a text stands for one value. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A link's hash: over the one before it, its tenant, its place and all that it says. */
export const linkHash = (
  tenantId: string,
  before: string,
  { seq, source, day, entry }: Omit<Link, 'hash'>,
): string => digest(canonical({ before, tenantId, seq, source, day, entry }));

/** What an anchor's signature is over. */
export const anchored = (tenantId: string, { day, seq, hash, signedAt }: Omit<Anchor, 'signature'>): string =>
  canonical({ says: 'anchor', tenantId, day, seq, hash, signedAt });

/** What the first link has for the hash before it. */
export const nothingBefore = '';

/**
 * Adds what was seen to the tenant's chain, in order, and anchors it. Safe to repeat. The caller is the only one who adds
 * for this tenant at a time: a stream hands over one partition in order.
 */
export const oversee = async (
  deps: {
    readonly oversight: Pick<OversightStore, 'tip' | 'append' | 'anchor'>;
    readonly sign: Sign;
    readonly clock: Clock;
  },
  tenantId: string,
  seen: readonly Seen[],
): Promise<Tip | undefined> => {
  let tip = await deps.oversight.tip(tenantId);
  let day: string | undefined;
  for (const one of seen) {
    const draft = { ...one, seq: (tip?.seq ?? 0) + 1 };
    const link = { ...draft, hash: linkHash(tenantId, tip?.hash ?? nothingBefore, draft) };
    if (await deps.oversight.append(tenantId, link, tip))
      tip = { seq: link.seq, hash: link.hash, day: link.day };
    day = one.day;
  }
  if (tip === undefined || day === undefined) return tip;
  // What is handed over again, on another day or in another installation, anchors the day of the newest link.
  const word = { day: tip.day ?? day, seq: tip.seq, hash: tip.hash, signedAt: iso(deps.clock.now()) };
  await deps.oversight.anchor(tenantId, { ...word, signature: await deps.sign(anchored(tenantId, word)) });
  return tip;
};
