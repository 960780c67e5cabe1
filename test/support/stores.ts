import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoArchive } from '../../src/adapters/dynamodb/archive.ts';
import { dynamoChannelStore } from '../../src/adapters/dynamodb/channel-store.ts';
import { dynamoConsoleSettingsStore } from '../../src/adapters/dynamodb/console-settings-store.ts';
import { dynamoCursors } from '../../src/adapters/dynamodb/cursor-keys.ts';
import { dynamoDeliveryStore } from '../../src/adapters/dynamodb/delivery-store.ts';
import { dynamoGuestStore } from '../../src/adapters/dynamodb/guest-store.ts';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { dynamoJobStore } from '../../src/adapters/dynamodb/job-store.ts';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { dynamoMemberStore } from '../../src/adapters/dynamodb/member-store.ts';
import { dynamoNoteStore } from '../../src/adapters/dynamodb/note-store.ts';
import { dynamoOccupancyStore } from '../../src/adapters/dynamodb/occupancy-store.ts';
import { dynamoOversightStore } from '../../src/adapters/dynamodb/oversight-store.ts';
import { dynamoPanelStore } from '../../src/adapters/dynamodb/panel-store.ts';
import { dynamoRateStore } from '../../src/adapters/dynamodb/rate-store.ts';
import { dynamoRecipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { dynamoRecordStore } from '../../src/adapters/dynamodb/record-store.ts';
import { dynamoRelocationStore } from '../../src/adapters/dynamodb/relocation-store.ts';
import {
  dynamoAddressBook,
  dynamoIntegrationStore,
  dynamoQueueStore,
} from '../../src/adapters/dynamodb/routing-stores.ts';
import {
  dynamoAuditStore,
  dynamoRevocationStore,
  dynamoSettingsStore,
} from '../../src/adapters/dynamodb/settings-store.ts';
import { dynamoNoticeStore, dynamoTranscriptStore } from '../../src/adapters/dynamodb/transcript-store.ts';
import { dynamoPresenceStore, dynamoUserStore } from '../../src/adapters/dynamodb/user-store.ts';
import { dynamoWrapupCodeStore } from '../../src/adapters/dynamodb/wrapup-code-store.ts';
import { memoryArchive } from '../../src/adapters/memory/archive.ts';
import { memoryChannelStore } from '../../src/adapters/memory/channel-store.ts';
import { memoryConsoleSettingsStore } from '../../src/adapters/memory/console-settings-store.ts';
import { conversationTable } from '../../src/adapters/memory/conversation-items.ts';
import { memoryDeliveryStore, memoryRecipients } from '../../src/adapters/memory/delivery-store.ts';
import { memoryGuestStore } from '../../src/adapters/memory/guest-store.ts';
import { memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import { memoryInteractionStore } from '../../src/adapters/memory/interaction-store.ts';
import { memoryJobStore } from '../../src/adapters/memory/job-store.ts';
import { memoryMemberStore } from '../../src/adapters/memory/member-store.ts';
import { memoryNoteStore } from '../../src/adapters/memory/note-store.ts';
import { memoryOversightStore } from '../../src/adapters/memory/oversight-store.ts';
import { memoryPanelStore } from '../../src/adapters/memory/panel-store.ts';
import { memoryRateStore } from '../../src/adapters/memory/rate-store.ts';
import { memoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import {
  memoryAddressBook,
  memoryIntegrationStore,
  memoryQueueStore,
  memoryWrapupCodeStore,
} from '../../src/adapters/memory/routing-stores.ts';
import {
  memoryAuditStore,
  memoryRelocationStore,
  memoryRevocationStore,
  memorySettingsStore,
} from '../../src/adapters/memory/settings-store.ts';
import { memoryNoticeStore, memoryTranscriptStore } from '../../src/adapters/memory/transcript-store.ts';
import { memoryPresenceStore, memoryUserStore } from '../../src/adapters/memory/user-store.ts';
import { sealedCursors } from '../../src/adapters/sealed-cursors.ts';
import type { ConversationKey } from '../../src/domain/head/head.ts';
import type { Clock } from '../../src/domain/shared/clock.ts';

const archived = { conversations: 'Conversations', transcript: 'Transcript', records: 'Records' };

/** Every store on DynamoDB, under the names of `tables`. */
export const dynamoStores = (client: DynamoDBDocumentClient, clock: Clock) => ({
  heads: dynamoHeadStore(client, 'Conversations'),
  transcript: dynamoTranscriptStore(client, 'Transcript'),
  records: dynamoRecordStore(client, 'Records'),
  notes: dynamoNoteStore(client, 'Records'),
  queues: dynamoQueueStore(client, 'Directory'),
  integrations: dynamoIntegrationStore(client, 'Directory', clock),
  addresses: dynamoAddressBook(client, 'Directory', clock),
  members: dynamoMemberStore(client, 'Directory'),
  jobs: dynamoJobStore(client, 'Records'),
  cursors: dynamoCursors(client, 'Directory'),
  wrapupCodes: dynamoWrapupCodeStore(client, 'Directory'),
  users: dynamoUserStore(client, 'Directory'),
  presences: dynamoPresenceStore(client, 'Directory'),
  deliveries: dynamoDeliveryStore(client, 'Records'),
  recipients: dynamoRecipients(client, 'Records'),
  channels: dynamoChannelStore(client, 'Sockets'),
  rates: dynamoRateStore(client, 'Sockets'),
  notices: dynamoNoticeStore(client, 'Transcript'),
  panels: dynamoPanelStore(client, 'Records'),
  revocations: dynamoRevocationStore(client, 'Directory'),
  relocations: dynamoRelocationStore(client, 'Directory', clock),
  audits: dynamoAuditStore(client, 'Directory'),
  oversight: dynamoOversightStore(client, 'Records'),
  consoleSettings: dynamoConsoleSettingsStore(client, 'Directory'),
  guests: dynamoGuestStore(client, 'Sockets'),
  interactions: dynamoInteractionStore(client, 'Records'),
  occupancy: dynamoOccupancyStore(client, 'Records', clock),
  settings: dynamoSettingsStore(client, 'Directory'),
  archive: dynamoArchive(client, archived),
});

export type Stores = ReturnType<typeof dynamoStores>;

/** What is kept of a conversation beside its head: when each item goes, ms since the epoch, or never. */
export interface Kept {
  kept(key: ConversationKey): Promise<readonly (number | undefined)[]>;
}

/** What the tables keep of a conversation. */
export const keptOnDynamo = (client: DynamoDBDocumentClient): Kept => ({
  async kept(key) {
    const asked = [archived.transcript, archived.records].map((TableName) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': conversationPk(key) },
          ConsistentRead: true,
        }),
      ),
    );
    const items = (await Promise.all(asked)).flatMap(({ Items = [] }) => Items);
    return items.map(({ ttl }) => (ttl === undefined ? undefined : Number(ttl) * 1000));
  },
});

/** Every store's memory twin. */
export const memoryStores = (): Stores & Kept => {
  const table = conversationTable();
  const queues = memoryQueueStore();
  const wrapupCodes = memoryWrapupCodeStore(queues);
  const heads = memoryHeadStore();
  const transcript = memoryTranscriptStore(undefined, table);
  const interactions = memoryInteractionStore(table);
  return {
    heads,
    transcript,
    records: memoryRecordStore(table),
    notes: memoryNoteStore(table),
    queues,
    integrations: memoryIntegrationStore(),
    consoleSettings: memoryConsoleSettingsStore(),
    addresses: memoryAddressBook(),
    members: memoryMemberStore(queues, wrapupCodes),
    jobs: memoryJobStore(),
    cursors: sealedCursors(async (tenantId) => createHash('sha256').update(tenantId).digest()),
    wrapupCodes,
    users: memoryUserStore(),
    presences: memoryPresenceStore(),
    deliveries: memoryDeliveryStore(table),
    recipients: memoryRecipients(table),
    channels: memoryChannelStore(),
    rates: memoryRateStore(),
    notices: memoryNoticeStore(undefined, table),
    panels: memoryPanelStore(table),
    revocations: memoryRevocationStore(),
    relocations: memoryRelocationStore(),
    audits: memoryAuditStore(),
    oversight: memoryOversightStore(),
    guests: memoryGuestStore(),
    interactions,
    occupancy: { of: interactions.occupancy },
    settings: memorySettingsStore(),
    archive: memoryArchive(table, heads, transcript),
    kept: async (key) => table.kept(key),
  };
};
