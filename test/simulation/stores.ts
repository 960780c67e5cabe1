import { memoryArchive } from '../../src/adapters/memory/archive.ts';
import { memoryChannelStore } from '../../src/adapters/memory/channel-store.ts';
import { conversationTable } from '../../src/adapters/memory/conversation-items.ts';
import {
  memoryDeliveryStore,
  memoryOutbox,
  memoryRecipients,
} from '../../src/adapters/memory/delivery-store.ts';
import { type HeadChange, memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import { memoryInteractionStore } from '../../src/adapters/memory/interaction-store.ts';
import { memoryMediaStore } from '../../src/adapters/memory/media-store.ts';
import { memoryMemberStore } from '../../src/adapters/memory/member-store.ts';
import { memoryNoteStore } from '../../src/adapters/memory/note-store.ts';
import { memoryPanelStore } from '../../src/adapters/memory/panel-store.ts';
import { memoryRecordStore } from '../../src/adapters/memory/record-store.ts';
import {
  memoryAddressBook,
  memoryIntegrationStore,
  memoryQueueStore,
  memoryWrapupCodeStore,
} from '../../src/adapters/memory/routing-stores.ts';
import {
  memoryAuditStore,
  memoryRevocationStore,
  memorySettingsStore,
} from '../../src/adapters/memory/settings-store.ts';
import { memoryNoticeStore, memoryTranscriptStore } from '../../src/adapters/memory/transcript-store.ts';
import { memoryPresenceStore, memoryUserStore } from '../../src/adapters/memory/user-store.ts';
import type { Presence } from '../../src/domain/directory/directory.ts';
import type { ConversationKey } from '../../src/domain/head/head.ts';
import type { Revoked } from '../../src/domain/sockets/cut-revoked.ts';
import type { Entry } from '../../src/domain/transcript/message.ts';
import type { Handed } from '../../src/domain/transcript/notice.ts';
import { actors, managers } from './actor.ts';

/** A user's presence, as the directory's stream tells of it. */
export interface PresenceChanged {
  readonly tenantId: string;
  readonly userId: string;
  readonly presence: Presence;
}

/** The memory twins of one world, with its directory filled. */
export const newStores = async (hooks: {
  readonly onChange: (change: HeadChange) => void;
  readonly onStored: (entry: Entry) => void;
  /** What the transcript's stream hands over. */
  readonly onHanded: (key: ConversationKey, handed: Handed) => void;
  readonly onRevoked: (revoked: Revoked) => void;
  readonly onPresence: (changed: PresenceChanged) => void;
}) => {
  const handOver = (key: ConversationKey, handed: Handed): void => {
    if (handed.to.fence !== undefined) hooks.onHanded(key, handed);
  };
  const table = conversationTable();
  const queues = memoryQueueStore();
  const wrapupCodes = memoryWrapupCodeStore(queues);
  const heads = memoryHeadStore(hooks.onChange);
  const transcript = memoryTranscriptStore((entry, to) => {
    hooks.onStored(entry);
    handOver(entry, { to, entry });
  }, table);
  const stores = {
    heads,
    transcript,
    archive: memoryArchive(table, heads, transcript),
    /** When each item that is kept of a conversation goes, ms. */
    kept: table.kept,
    settings: memorySettingsStore(),
    members: memoryMemberStore(queues, wrapupCodes),
    notices: memoryNoticeStore((notice, to) => handOver(notice, { to, notice }), table),
    records: memoryRecordStore(table),
    queues,
    integrations: memoryIntegrationStore(),
    wrapupCodes,
    addresses: memoryAddressBook(),
    recipients: memoryRecipients(table),
    deliveries: memoryDeliveryStore(table),
    outbox: memoryOutbox(),
    fetches: memoryOutbox(),
    media: memoryMediaStore(),
    notes: memoryNoteStore(table),
    panels: memoryPanelStore(table),
    rates: { take: async () => true },
    users: memoryUserStore(),
    presences: memoryPresenceStore((tenantId, userId, presence) =>
      hooks.onPresence({ tenantId, userId, presence }),
    ),
    channels: memoryChannelStore(),
    interactions: memoryInteractionStore(table),
    revocations: memoryRevocationStore(hooks.onRevoked),
    audits: memoryAuditStore(),
  };
  for (const tenantId of new Set(actors.map((actor) => actor.me.tenantId))) {
    await stores.queues.put(tenantId, { id: 'queue1', name: `${tenantId}~queue`, division: { id: 'd1' } });
    // Whom nobody but `*` is granted: a hand-over to it takes the conversation from every other supervisor.
    await stores.queues.put(tenantId, { id: 'queue2', name: `${tenantId}~other`, division: { id: 'd3' } });
    await stores.integrations.put(tenantId, {
      id: 'integration1',
      messageType: 'open',
      queue: { id: 'queue1' },
    });
  }
  for (const { me } of [...actors, ...managers].filter((one) => one.role !== 'customer'))
    await stores.users.put(me.tenantId, {
      id: me.userId,
      name: me.name,
      division: { id: 'd1' },
      state: 'active',
      version: 1,
    });
  for (const { me } of [...actors, ...managers])
    await stores.presences.put(me.tenantId, me.userId, {
      systemPresence: 'Available',
      modified: 0,
      version: 1,
    });
  return stores;
};

export type Stores = Awaited<ReturnType<typeof newStores>>;
