import type { ConsoleConfig, SeededPerson } from '../../src/contract/console-config.ts';

const ordinals = ['One', 'Two', 'Three', 'Four'];

const supervisor: SeededPerson['permissions'] = [
  'conversation:message:monitor',
  'conversation:message:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'routing:queue:view',
  'presence:userPresence:edit',
];

const agent: SeededPerson['permissions'] = [
  'conversation:message:create',
  'conversation:message:accept',
  'conversation:message:view',
  'analytics:queueObservation:view',
  'routing:queue:view',
  'presence:userPresence:edit',
];

const administrator: SeededPerson['permissions'] = [
  ...supervisor,
  'routing:queue:edit',
  'messaging:integration:edit',
  'messaging:integration:ingest',
  'monitoring:session:release',
  'conversation:record:manage',
  'authorization:grant:revoke',
];

const numbered = (role: 'supervisor' | 'agent', count: number, permissions: SeededPerson['permissions']) =>
  ordinals.slice(0, count).map((ordinal, index) => ({
    userId: `${role}-${index + 1}`,
    name: `${role === 'agent' ? 'Agent' : 'Supervisor'} ${ordinal}`,
    role,
    permissions,
  }));

/** The people whom the laptop's sign-in offers; persons are named by their roles. */
export const seededPeople: readonly SeededPerson[] = [
  ...numbered('supervisor', 2, supervisor),
  ...numbered('agent', 4, agent),
  { userId: 'administrator', name: 'Administrator', role: 'administrator', permissions: administrator },
];

/** The tenant of the demonstration. */
export const demoTenant = 'acme';

/** What the console reads from `/config.json` on this machine. */
export const consoleConfig: ConsoleConfig = {
  signIn: 'development',
  tenantId: demoTenant,
  people: [...seededPeople],
};
