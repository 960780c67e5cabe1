import type { ConsoleSettings } from '../../contract/console-settings.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import type { Principal } from '../shared/principal.ts';

/** What tenants set for their consoles. */
export interface ConsoleSettingsStore {
  get(tenantId: string): Promise<ConsoleSettings | undefined>;
  put(tenantId: string, settings: ConsoleSettings): Promise<void>;
}

/** What the caller's tenant sets for the console; nothing where it never did. */
export const readConsoleSettings = async (
  deps: { readonly consoleSettings: Pick<ConsoleSettingsStore, 'get'> },
  me: Principal,
): Promise<ConsoleSettings> => (await deps.consoleSettings.get(me.tenantId)) ?? { views: [] };

/** Sets what the tenant sets for the console, as a whole. */
export const putConsoleSettings = async (
  deps: AuditDeps & { readonly consoleSettings: Pick<ConsoleSettingsStore, 'put'> },
  me: Principal,
  settings: ConsoleSettings,
): Promise<ConsoleSettings> => {
  await audit(deps, me, 'console.changed', 'console');
  await deps.consoleSettings.put(me.tenantId, settings);
  return settings;
};
