import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ConsoleSettings } from '../../contract/console-settings.ts';
import type { ConsoleSettingsStore } from '../../domain/directory/console-settings.ts';
import { port } from '../port.ts';
import { consoleSettingsKey } from './keys.ts';
import { client, directoryItems, items, nameOf } from './table.ts';

/** What tenants set for their consoles, in the directory table. */
export const dynamoConsoleSettingsStore = (
  client: DynamoDBDocumentClient,
  table: string,
): ConsoleSettingsStore => {
  const items = directoryItems(client, table);
  return {
    get: (tenantId) => items.get(consoleSettingsKey(tenantId), ConsoleSettings),
    put: (tenantId, settings) => items.put(consoleSettingsKey(tenantId), settings),
  };
};

const ofSettings = items('directory', 'settings');

/** The port of consoles' settings, with the rights of each method. */
export const consoleSettings = port(
  'consoleSettings',
  () => dynamoConsoleSettingsStore(client(), nameOf('directory')),
  { get: [ofSettings('GetItem')], put: [ofSettings('PutItem')] },
);
