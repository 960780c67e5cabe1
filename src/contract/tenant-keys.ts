import * as z from 'zod';

/**
 * The keys of the usage plan by which API Gateway counts a tenant's requests. A tenant has its own where the
 * installation names it; all others share a fixed number of keys, each tenant always the same one.
 */
export const TenantKeys = z.object({
  /** Keys of single tenants, by tenant. */
  own: z.record(z.string(), z.string()),
  /** What the shared keys begin with; the number of each follows. */
  shared: z.string(),
  shares: z.int().min(1),
});
export type TenantKeys = z.output<typeof TenantKeys>;

/** A shared key by its number. A key has 20 to 128 letters and digits (API Gateway). */
export const sharedKey = ({ shared }: Pick<TenantKeys, 'shared'>, share: number): string =>
  `${shared}${String(share).padStart(4, '0')}`;
