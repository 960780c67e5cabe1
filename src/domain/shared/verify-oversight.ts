import { createPublicKey, verify as verifySignature } from 'node:crypto';
import * as z from 'zod';
import { Audit } from '../../contract/retention.ts';
import { originDigest } from './audit.ts';
import { anchored, canonical, digest, linkHash, nothingBefore } from './oversight.ts';

const Link = z.strictObject({
  seq: z.int().min(1),
  source: z.string(),
  day: z.iso.date(),
  entry: Audit.strict(),
  hash: z.string(),
});

const Anchor = z.strictObject({
  day: z.iso.date(),
  seq: z.int().min(1),
  hash: z.string(),
  signedAt: z.iso.datetime(),
  signature: z.string(),
});

/** A tenant's whole chain with its anchors, and a signed statement of how far it reached when it was exported. */
export const OversightExport = z.strictObject({
  tenantId: z.string(),
  exportedAt: z.iso.datetime(),
  /** PEM. Believe one that you had before, rather than the one that comes with the export. */
  publicKey: z.string(),
  links: z.array(Link),
  anchors: z.array(Anchor),
  /** What opens the origins of entries, as far as it was still kept and asked for; entries' digests vouch for it. */
  origins: z.array(z.strictObject({ address: z.string(), salt: z.string() })).default([]),
  signature: z.string(),
});
export type OversightExport = z.infer<typeof OversightExport>;

/** What the statement's signature is over: the last link holds all before it. */
export const stated = ({
  tenantId,
  exportedAt,
  links,
  anchors,
}: Pick<OversightExport, 'tenantId' | 'exportedAt' | 'links' | 'anchors'>): string =>
  canonical({
    says: 'export',
    tenantId,
    exportedAt,
    seq: links.length,
    hash: links.at(-1)?.hash ?? nothingBefore,
    anchors: digest(canonical(anchors)),
  });

const isSigned = (publicKey: string, text: string, signature: string): boolean => {
  try {
    // The same signature can be written in several ways; only the way in which it was written counts.
    const bytes = Buffer.from(signature, 'base64');
    if (bytes.toString('base64') !== signature) return false;
    return verifySignature('sha256', Buffer.from(text), createPublicKey(publicKey), bytes);
  } catch {
    return false;
  }
};

/**
 * Checks an export, with nothing but the export and a key. Answers what is wrong, a sentence each; nothing where it is
 * whole.
 *
 * @param trusted the public key (PEM) that must have signed it; the export's own where none is given, which shows that
 * nothing was changed since it was signed, but not by whom
 */
export const verifyOversight = (given: unknown, trusted?: string): readonly string[] => {
  const parsed = OversightExport.safeParse(given);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { tenantId, links, anchors, ...rest } = parsed.data;
  const key = trusted ?? rest.publicKey;
  const faults: string[] = [];
  if (key.trim() !== rest.publicKey.trim()) faults.push('the export names another key than the trusted one');
  let before = nothingBefore;
  for (const [index, link] of links.entries()) {
    if (link.seq !== index + 1) faults.push(`where entry ${index + 1} belongs stands entry ${link.seq}`);
    const { hash, ...said } = link;
    if (linkHash(tenantId, before, said) !== hash) faults.push(`entry ${link.seq} is not what was written`);
    before = hash;
  }
  for (const anchor of anchors) {
    const { signature, ...word } = anchor;
    if (!isSigned(key, anchored(tenantId, word), signature))
      faults.push(`the anchor of ${word.day} is not signed by the key`);
    const link = links[word.seq - 1];
    if (link?.hash !== word.hash || link.day !== word.day)
      faults.push(`the anchor of ${word.day} names an entry ${word.seq} that is not in the log`);
  }
  const digests = new Set(links.map(({ entry }) => entry.from));
  for (const origin of rest.origins)
    if (!digests.has(originDigest(origin)))
      faults.push(`the address ${origin.address} opens the origin of no entry`);
  if (!isSigned(key, stated(parsed.data), rest.signature))
    faults.push(
      'the export is not what was signed: entries or anchors were added or removed, or it is of another time',
    );
  return faults;
};
