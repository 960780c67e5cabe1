import type { ConsoleSettings } from '../../contract/console-settings.ts';
import type { ConsoleSettingsStore } from '../../domain/directory/console-settings.ts';

/** What tenants set for their consoles, in memory. */
export const memoryConsoleSettingsStore = (): ConsoleSettingsStore => {
  const settings = new Map<string, ConsoleSettings>();
  return {
    get: async (tenantId) => settings.get(tenantId),
    put: async (tenantId, value) => {
      settings.set(tenantId, value);
    },
  };
};
