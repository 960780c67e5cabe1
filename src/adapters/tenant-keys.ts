import { createHash } from 'node:crypto';
import { env } from '../contract/env.ts';
import { sharedKey, TenantKeys } from '../contract/tenant-keys.ts';
import { environment, setting } from './port.ts';

/** Names the key of the usage plan that a tenant's requests count for; undefined where they are not counted. */
export type KeyOfTenant = (tenantId: string) => string | undefined;

/** @param keys as JSON; empty where requests are not counted */
export const keyOfTenant = (keys: string): KeyOfTenant => {
  if (keys === '') return () => undefined;
  const known = TenantKeys.parse(JSON.parse(keys));
  const own = new Map(Object.entries(known.own));
  return (tenantId) =>
    own.get(tenantId) ??
    sharedKey(known, createHash('sha256').update(tenantId).digest().readUInt32BE() % known.shares);
};

/** The port of the usage plan's keys. */
export const tenantKeys = setting('keyOf', [{ on: 'tenantKeys', actions: [] }], () =>
  keyOfTenant(environment(env.tenantKeys)),
);
