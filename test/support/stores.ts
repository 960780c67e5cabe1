import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoChannelStore } from '../../src/adapters/dynamodb/channel-store.ts';
import { dynamoDeliveryStore } from '../../src/adapters/dynamodb/delivery-store.ts';
import { dynamoGuestStore } from '../../src/adapters/dynamodb/guest-store.ts';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { dynamoMemberStore } from '../../src/adapters/dynamodb/member-store.ts';
import { dynamoNoteStore } from '../../src/adapters/dynamodb/note-store.ts';
import { dynamoNoticeStore } from '../../src/adapters/dynamodb/notice-store.ts';
import { dynamoPanelStore } from '../../src/adapters/dynamodb/panel-store.ts';
import { dynamoPresenceStore } from '../../src/adapters/dynamodb/presence-store.ts';
import { dynamoRateStore } from '../../src/adapters/dynamodb/rate-store.ts';
import { dynamoRecipients } from '../../src/adapters/dynamodb/recipients.ts';
import { dynamoRecordStore } from '../../src/adapters/dynamodb/record-store.ts';
import {
  dynamoAddressBook,
  dynamoIntegrationStore,
  dynamoQueueStore,
} from '../../src/adapters/dynamodb/routing-stores.ts';
import { dynamoAuditStore, dynamoRevocationStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { dynamoTranscriptStore } from '../../src/adapters/dynamodb/transcript-store.ts';
import { dynamoUserStore } from '../../src/adapters/dynamodb/user-store.ts';
import { memoryChannelStore } from '../../src/adapters/memory/channel-store.ts';
import { memoryDeliveryStore } from '../../src/adapters/memory/delivery-store.ts';
import { memoryGuestStore } from '../../src/adapters/memory/guest-store.ts';
import { memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import { memoryInteractionStore } from '../../src/adapters/memory/interaction-store.ts';
import { memoryMemberStore } from '../../src/adapters/memory/member-store.ts';
import { memoryNoteStore } from '../../src/adapters/memory/note-store.ts';
import { memoryNoticeStore } from '../../src/adapters/memory/notice-store.ts';
import { memoryPanelStore } from '../../src/adapters/memory/panel-store.ts';
import { memoryPresenceStore } from '../../src/adapters/memory/presence-store.ts';
import { memoryRateStore } from '../../src/adapters/memory/rate-store.ts';
import { memoryRecipients } from '../../src/adapters/memory/recipients.ts';
import { memoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import {
  memoryAddressBook,
  memoryIntegrationStore,
  memoryQueueStore,
} from '../../src/adapters/memory/routing-stores.ts';
import { memoryAuditStore, memoryRevocationStore } from '../../src/adapters/memory/settings-store.ts';
import { memoryTranscriptStore } from '../../src/adapters/memory/transcript-store.ts';
import { memoryUserStore } from '../../src/adapters/memory/user-store.ts';
import type { Clock } from '../../src/domain/shared/clock.ts';

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
  users: dynamoUserStore(client, 'Directory'),
  presences: dynamoPresenceStore(client, 'Directory'),
  deliveries: dynamoDeliveryStore(client, 'Records'),
  recipients: dynamoRecipients(client, 'Records'),
  channels: dynamoChannelStore(client, 'Sockets'),
  rates: dynamoRateStore(client, 'Sockets'),
  notices: dynamoNoticeStore(client, 'Transcript'),
  panels: dynamoPanelStore(client, 'Records'),
  revocations: dynamoRevocationStore(client, 'Directory'),
  audits: dynamoAuditStore(client, 'Directory'),
  guests: dynamoGuestStore(client, 'Sockets'),
  interactions: dynamoInteractionStore(client, 'Records'),
});

export type Stores = ReturnType<typeof dynamoStores>;

/** Every store's memory twin. */
export const memoryStores = (): Stores => ({
  heads: memoryHeadStore(),
  transcript: memoryTranscriptStore(),
  records: memoryRecordStore(),
  notes: memoryNoteStore(),
  queues: memoryQueueStore(),
  integrations: memoryIntegrationStore(),
  addresses: memoryAddressBook(),
  members: memoryMemberStore(),
  users: memoryUserStore(),
  presences: memoryPresenceStore(),
  deliveries: memoryDeliveryStore(),
  recipients: memoryRecipients(),
  channels: memoryChannelStore(),
  rates: memoryRateStore(),
  notices: memoryNoticeStore(),
  panels: memoryPanelStore(),
  revocations: memoryRevocationStore(),
  audits: memoryAuditStore(),
  guests: memoryGuestStore(),
  interactions: memoryInteractionStore(),
});
