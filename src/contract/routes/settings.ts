import { as, audited } from '../access.ts';
import { ConsoleSettings } from '../console-settings.ts';
import { defineRoute } from '../route.ts';

/** Reads what the tenant sets for the console. */
export const getConsoleSettings = defineRoute({
  name: 'get-console-settings',
  method: 'GET',
  path: '/settings/console',
  summary: 'Reads what my tenant sets for the console',
  tag: 'Settings',
  access: [as('self')],
  response: ConsoleSettings,
  statuses: [200],
  errors: [],
});

/** Sets the console's settings as a whole. */
export const putConsoleSettings = defineRoute({
  name: 'put-console-settings',
  method: 'PUT',
  path: '/settings/console',
  summary: 'Sets what the tenant sets for the console, as a whole',
  tag: 'Settings',
  access: [audited(as('tenant', 'settings:console:edit'), 'console.changed')],
  body: ConsoleSettings,
  response: ConsoleSettings,
  statuses: [200],
  errors: ['bad.request'],
});
