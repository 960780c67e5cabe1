import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { env } from '../../contract/env.ts';
import { optional } from '../port.ts';

/** A host that is none of the public internet's was named, or a name resolved to one. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Which addresses may be called beside public ones. */
export interface Allowed {
  /** Loopback, and plain http to it: an operator's choice on a laptop, and nowhere else. */
  readonly loopback: boolean;
}

/**
 * Whether an address is of the public internet. What the registries set apart for anything else is not: private,
 * loopback, link-local, unique-local, shared (CGNAT), documentation, and IPv6 that stands for IPv4.
 */
const isAllowed = (address: string, { loopback }: Allowed): boolean => {
  const range = ipaddr.parse(address).range();
  return range === 'unicast' || (loopback && range === 'loopback');
};

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * Whether a URL may be kept as one that is called: https, no user in it, and no address outside the public internet.
 * What a name resolves to is looked at when it is called.
 */
export const mayBeCalled = (text: string, allowed: Allowed): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  const host = hostOf(url);
  const local = host === 'localhost' || host.endsWith('.localhost');
  if (local || (isIP(host) !== 0 && !isAllowed(host, { loopback: false })))
    return allowed.loopback && (local || isAllowed(host, allowed));
  return url.protocol === 'https:';
};

/** Resolves a name as the system does, and answers only where every address that it has is allowed. */
export const allowedLookup =
  (allowed: Allowed): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error !== null) return callback(error, '', 0);
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address, allowed)))
        return callback(new PrivateAddress(), '', 0);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

/** Which addresses may be called: public ones, and those of this machine where a laptop's operator lets them. */
export const allowedHosts = (): Allowed => ({ loopback: optional(env.loopbackWebhooks) === 'allowed' });
