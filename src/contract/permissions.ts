import * as z from 'zod';

/** Every permission a token can carry. */
export const Permission = z.enum([
  'conversation:message:create',
  'conversation:message:accept',
  'conversation:participant:connect',
  'conversation:participant:edit',
  'conversation:message:view',
  'conversation:message:monitor',
  'conversation:transcript:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'routing:queue:view',
  'routing:queue:edit',
  'routing:queueMember:manage',
  'routing:wrapupCode:view',
  'routing:wrapupCode:edit',
  'presence:userPresence:edit',
  'presence:userPresence:view',
  'directory:user:view',
  'directory:user:edit',
  'messaging:integration:ingest',
  'messaging:integration:edit',
  'monitoring:session:release',
  'conversation:note:view',
  'conversation:record:manage',
  'authorization:grant:revoke',
  'settings:console:edit',
]);
export type Permission = z.infer<typeof Permission>;

/** What people of each role may do: groups of the user pool, and the people of a laptop. Machines have none. */
export const roles = {
  supervisor: [
    'conversation:message:monitor',
    'conversation:message:view',
    'conversation:transcript:view',
    'conversation:note:view',
    'analytics:conversationDetail:view',
    'analytics:queueObservation:view',
    'routing:queue:view',
    'routing:wrapupCode:view',
    'presence:userPresence:edit',
    'presence:userPresence:view',
    'directory:user:view',
  ],
  agent: [
    'conversation:message:create',
    'conversation:message:accept',
    'conversation:message:view',
    'analytics:queueObservation:view',
    'routing:queue:view',
    'routing:wrapupCode:view',
    'presence:userPresence:edit',
    'presence:userPresence:view',
    'directory:user:view',
  ],
  administrator: [
    'conversation:message:monitor',
    'conversation:message:view',
    'conversation:transcript:view',
    'conversation:note:view',
    'analytics:conversationDetail:view',
    'analytics:queueObservation:view',
    'routing:queue:view',
    'routing:wrapupCode:view',
    'presence:userPresence:edit',
    'presence:userPresence:view',
    'directory:user:view',
    'directory:user:edit',
    'routing:queue:edit',
    'routing:wrapupCode:edit',
    'routing:queueMember:manage',
    'messaging:integration:edit',
    'messaging:integration:ingest',
    'monitoring:session:release',
    'conversation:record:manage',
    'authorization:grant:revoke',
    'settings:console:edit',
  ],
} as const satisfies Record<string, readonly Permission[]>;

/** Why a user's grants end now. Tokens issued until now are refused and the user's streams stop. */
export const RevocationInput = z
  .strictObject({ reason: z.enum(['signed.out', 'permission.revoked', 'division.revoked']) })
  .meta({ id: 'RevocationInput' });
export type RevocationInput = z.infer<typeof RevocationInput>;
