import { z } from 'zod';
import { Permission } from '../../src/contract/permissions.ts';

/** Whom a development token is for; by default it may do everything, everywhere, for an hour. */
export const TokenRequest = z.object({
  tenantId: z.string().min(1),
  userId: z.string().min(1),
  name: z.string().min(1),
  permissions: z.array(Permission).default(() => [...Permission.options]),
  divisions: z.array(z.string().min(1)).default(() => ['*']),
  /** Seconds. */
  expiresIn: z.int().positive().max(86_400).default(3_600),
});
export type TokenRequest = z.infer<typeof TokenRequest>;
