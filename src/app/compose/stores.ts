import { dynamoArchive } from '../../adapters/dynamodb/archive.ts';
import { dynamoChannelStore } from '../../adapters/dynamodb/channel-store.ts';
import { dynamoDeliveryStore } from '../../adapters/dynamodb/delivery-store.ts';
import { dynamoHeadStore } from '../../adapters/dynamodb/head-store.ts';
import { dynamoInteractionStore } from '../../adapters/dynamodb/interaction-store.ts';
import { dynamoNoticeStore } from '../../adapters/dynamodb/notice-store.ts';
import { dynamoPanelStore } from '../../adapters/dynamodb/panel-store.ts';
import { dynamoPresenceStore } from '../../adapters/dynamodb/presence-store.ts';
import { dynamoRecipients } from '../../adapters/dynamodb/recipients.ts';
import { dynamoRecordStore } from '../../adapters/dynamodb/record-store.ts';
import {
  dynamoAddressBook,
  dynamoIntegrationStore,
  dynamoQueueStore,
} from '../../adapters/dynamodb/routing-stores.ts';
import {
  dynamoAuditStore,
  dynamoRevocationStore,
  dynamoSettingsStore,
} from '../../adapters/dynamodb/settings-store.ts';
import { dynamoTranscriptStore } from '../../adapters/dynamodb/transcript-store.ts';
import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { client } from './client.ts';
import { clock } from './clock.ts';

/** The stores, each made when first asked for: a function needs only the tables that it uses. */
export const heads = lazy(() => dynamoHeadStore(client(), environment(env.conversationsTable)));
export const transcript = lazy(() => dynamoTranscriptStore(client(), environment(env.transcriptTable)));
export const notices = lazy(() => dynamoNoticeStore(client(), environment(env.transcriptTable)));
export const records = lazy(() => dynamoRecordStore(client(), environment(env.recordsTable)));
export const queues = lazy(() => dynamoQueueStore(client(), environment(env.directoryTable)));
export const integrations = lazy(() =>
  dynamoIntegrationStore(client(), environment(env.directoryTable), clock),
);
export const addresses = lazy(() => dynamoAddressBook(client(), environment(env.directoryTable), clock));
export const presences = lazy(() => dynamoPresenceStore(client(), environment(env.directoryTable)));
export const channels = lazy(() => dynamoChannelStore(client(), environment(env.socketsTable)));
export const interactions = lazy(() => dynamoInteractionStore(client(), environment(env.recordsTable)));
export const panels = lazy(() => dynamoPanelStore(client(), environment(env.recordsTable)));
export const settings = lazy(() => dynamoSettingsStore(client(), environment(env.directoryTable)));
export const audits = lazy(() => dynamoAuditStore(client(), environment(env.directoryTable)));
export const revocations = lazy(() => dynamoRevocationStore(client(), environment(env.directoryTable)));
export const archive = lazy(() =>
  dynamoArchive(client(), {
    conversations: environment(env.conversationsTable),
    transcript: environment(env.transcriptTable),
    records: environment(env.recordsTable),
  }),
);
export const deliveries = lazy(() => dynamoDeliveryStore(client(), environment(env.recordsTable)));
export const recipients = lazy(() => dynamoRecipients(client(), environment(env.recordsTable)));
