import * as z from 'zod';

/** Why a user's grants end now. Tokens issued until now are refused and the user's streams stop. */
export const RevocationInput = z
  .strictObject({ reason: z.enum(['signed.out', 'permission.revoked', 'division.revoked']) })
  .meta({ id: 'RevocationInput' });
export type RevocationInput = z.infer<typeof RevocationInput>;
