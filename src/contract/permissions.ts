import * as z from 'zod';

/** Every permission a token can carry. */
export const Permission = z.enum([
  'conversation:message:create',
  'conversation:message:accept',
  'conversation:participant:connect',
  'conversation:participant:edit',
  'conversation:message:view',
  'conversation:message:monitor',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'routing:queue:view',
  'routing:queue:edit',
  'presence:userPresence:edit',
  'messaging:integration:ingest',
  'messaging:integration:edit',
  'monitoring:session:release',
  'conversation:record:manage',
  'authorization:grant:revoke',
]);
export type Permission = z.infer<typeof Permission>;

/** Why a user's grants end now. Tokens issued until now are refused and the user's streams stop. */
export const RevocationInput = z
  .strictObject({ reason: z.enum(['signed.out', 'permission.revoked', 'division.revoked']) })
  .meta({ id: 'RevocationInput' });
export type RevocationInput = z.infer<typeof RevocationInput>;
