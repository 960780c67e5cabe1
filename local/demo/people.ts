import type { ConsoleConfig, SeededPerson } from '../../src/contract/console-config.ts';
import { roles } from '../../src/contract/permissions.ts';

const ordinals = ['One', 'Two', 'Three', 'Four'];

const numbered = (role: 'supervisor' | 'agent', count: number) =>
  ordinals.slice(0, count).map((ordinal, index) => ({
    userId: `${role}-${index + 1}`,
    name: `${role === 'agent' ? 'Agent' : 'Supervisor'} ${ordinal}`,
    role,
    permissions: [...roles[role]],
  }));

/** The people whom the laptop's sign-in offers; persons are named by their roles. */
export const seededPeople: readonly SeededPerson[] = [
  ...numbered('supervisor', 2),
  ...numbered('agent', 4),
  {
    userId: 'administrator',
    name: 'Administrator',
    role: 'administrator',
    permissions: [...roles.administrator],
  },
];

/** The tenant of the demonstration. */
export const demoTenant = 'acme';

/** What the console reads from `/config.json` on this machine. */
export const consoleConfig: ConsoleConfig = {
  signIn: 'development',
  tenantId: demoTenant,
  people: [...seededPeople],
};
