import type { Permission } from '../../src/contract/permissions.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';

/** Someone outside the system who calls it. */
export interface Actor {
  /** `tenant/user`. */
  readonly key: string;
  readonly role: 'customer' | 'agent' | 'supervisor' | 'stranger' | 'manager' | 'system';
  readonly me: Principal;
}

const permissions: Readonly<Record<Actor['role'], readonly Permission[]>> = {
  customer: ['messaging:integration:ingest'],
  agent: ['conversation:message:create', 'conversation:message:accept', 'conversation:message:view'],
  supervisor: ['conversation:message:view', 'conversation:message:monitor'],
  stranger: ['conversation:message:view', 'conversation:message:monitor'],
  manager: [
    'conversation:record:manage',
    'routing:queue:view',
    'routing:queueMember:manage',
    'directory:user:edit',
  ],
  system: [],
};

const actor = (
  tenantId: string,
  userId: string,
  role: Actor['role'],
  divisions: readonly string[],
): Actor => ({
  key: `${tenantId}/${userId}`,
  role,
  me: {
    tenantId,
    userId,
    name: `${tenantId}~${userId}`,
    permissions: permissions[role],
    divisions,
    issued: 1,
    expires: Number.MAX_SAFE_INTEGER,
  },
});

/**
 * Everybody of a simulated world. Users, queues and integrations bear the same ids in both tenants, and so do the
 * conversations that come of them: what tells tenants apart must be the tenant alone.
 */
export const actors: readonly Actor[] = [
  actor('ta', 'customer1', 'customer', []),
  actor('ta', 'customer2', 'customer', []),
  actor('tb', 'customer1', 'customer', []),
  actor('ta', 'agent1', 'agent', ['d1', 'd3']),
  actor('ta', 'agent2', 'agent', ['d1', 'd3']),
  actor('tb', 'agent1', 'agent', ['d1', 'd3']),
  actor('ta', 'super1', 'supervisor', ['d1']),
  actor('ta', 'super2', 'supervisor', ['*']),
  actor('ta', 'super3', 'supervisor', ['d1', 'd2']),
  actor('tb', 'super1', 'supervisor', ['d1']),
  actor('ta', 'stranger', 'stranger', ['d2']),
];

/** Who manages records, users and queues; they are in the newest generation of histories alone. */
export const managers: readonly Actor[] = [
  actor('ta', 'manager', 'manager', ['*']),
  actor('tb', 'manager', 'manager', ['*']),
];

/** Who runs what nobody asked for: stream consumers and the sweeper. */
export const system = actor('-', 'system', 'system', []);
