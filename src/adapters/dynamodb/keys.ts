import { createHash } from 'node:crypto';
import { userChanges, userPrefixes } from '../../contract/handed-over.ts';
import type { ConversationKey } from '../../domain/head/head.ts';

/** The kinds of items, as their partition keys name them. */
const kinds = {
  conversation: 'C',
  queues: 'QUEUES',
  integrations: 'INTEGRATIONS',
  address: 'A',
  users: 'USERS',
  wrapupCodes: 'CODES',
  queueCodes: 'QUEUECODES',
  job: 'JOB',
  cursors: 'CURSORS',
  members: 'MEMBERS',
  memberships: 'MEMBERSHIPS',
  presence: 'U',
  revocation: 'REVOKED',
  settings: 'SETTINGS',
  relocation: 'RELOCATION',
  audits: 'AUDIT',
  interactionList: 'PANEL',
  state: 'STATE',
  queued: 'QUEUED',
  customer: 'CUSTOMER',
  counts: 'COUNTS',
  receipt: 'RECEIPT',
  guest: 'GUEST',
  channel: 'CHANNEL',
  channels: 'USER',
  topic: 'TOPIC',
  rate: 'RATE',
  holder: 'HOLDER',
  oversight: 'OVERSIGHT',
} as const;

/** A kind of item that rights can name; the partitions of `held` span tenants. */
export type Kind = keyof typeof kinds | 'held';

/**
 * A partition key: four parts between three `#`. The tenant is verified or read from an item, and no part holds a `#`,
 * so that no id can reach into another tenant's keys, nor into another kind's.
 */
const pkOf = (tenantId: string, kind: keyof typeof kinds, id = ''): string =>
  `T#${tenantId}#${kinds[kind]}#${id}`;

/** Into how many partitions what would be one hot partition is spread. One takes 1,000 write units a second. */
export const spread = { listing: 4, counts: 16, held: 8 } as const;

const parts = (count: number, pk: (part: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, part) => pk(part));

/** The part of a spread that something belongs to, by its id: always the same, and each part alike. */
const partOf = (id: string, parts: number): number =>
  createHash('sha256').update(id).digest().readUInt16BE() % parts;

/** The partitions that span tenants: they hold keys alone, and only the sweeper reads them. */
export const heldPks: readonly string[] = parts(spread.held, (part) => `HELD#${part}`);
export const heldPk = (key: ConversationKey): string => `HELD#${partOf(conversationPk(key), spread.held)}`;
/** Where the sweeper stopped when its time was over. */
export const sweepKey = { pk: 'HELD#SWEEP', sk: 'SWEEP' } as const;

/** The pattern of a kind's partition keys, for a role's condition: with three `#` it fits no other kind's. */
export const keysOf = (kind: Kind): string => (kind === 'held' ? 'HELD#*' : `T#*#${kinds[kind]}#*`);

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('#')).digest('base64url');

/** The partition of one conversation, in every table that has one. */
export const conversationPk = (key: ConversationKey): string =>
  pkOf(key.tenantId, 'conversation', key.conversationId);

/** The conversation that a partition belongs to. */
export const parseConversationPk = (pk: string): ConversationKey => {
  const [, tenantId, , conversationId] = pk.split('#');
  if (tenantId === undefined || conversationId === undefined) throw new Error('not a conversation key');
  return { tenantId, conversationId };
};

export const queueKey = (tenantId: string, id: string) => ({ pk: pkOf(tenantId, 'queues'), sk: `Q#${id}` });
/** A tenant's integrations stand together, to be listed. */
export const integrationKey = (tenantId: string, id: string) => ({
  pk: pkOf(tenantId, 'integrations'),
  sk: `I#${id}`,
});
/** An address may be any text, and is personal: its hash is the key. */
export const addressKey = (tenantId: string, integrationId: string, from: string) => ({
  pk: pkOf(tenantId, 'address', hash(integrationId, from)),
  sk: 'ADDRESS',
});
/** A tenant's users stand together, to be listed. */
export const userKey = (tenantId: string, userId: string) => ({
  pk: pkOf(tenantId, 'users'),
  sk: `${userPrefixes.user}${userId}`,
});
export const jobKey = (tenantId: string, jobId: string) => ({ pk: pkOf(tenantId, 'job', jobId), sk: 'JOB' });
/** The key by which a tenant's cursors are sealed. */
export const cursorKeyOf = (tenantId: string) => ({ pk: pkOf(tenantId, 'cursors'), sk: 'KEY' });
/** A tenant's wrap-up codes stand together, to be listed. */
export const wrapupCodeKey = (tenantId: string, codeId: string) => ({
  pk: pkOf(tenantId, 'wrapupCodes'),
  sk: `W#${codeId}`,
});
/** The codes that a queue has. */
export const queueCodeKey = (tenantId: string, queueId: string, codeId: string) => ({
  pk: pkOf(tenantId, 'queueCodes', queueId),
  sk: `W#${codeId}`,
});
/** A queue's members stand together, so that one query shows who is at work. */
export const memberKey = (tenantId: string, queueId: string, userId: string) => ({
  pk: pkOf(tenantId, 'members', queueId),
  sk: `${userPrefixes.member}${userId}`,
});
export const membershipsKey = (tenantId: string, userId: string) => ({
  pk: pkOf(tenantId, 'memberships', userId),
  sk: 'QUEUES',
});
/** The tenant of a partition, and whose it is: a user's or a queue's id; empty where the whole tenant stands in one. */
export const parsePk = (pk: string): { readonly tenantId: string; readonly id: string } => {
  const [, tenantId, , id] = pk.split('#');
  if (tenantId === undefined || id === undefined) throw new Error('not a key');
  return { tenantId, id };
};
export const presenceKey = (tenantId: string, userId: string) => ({
  pk: pkOf(tenantId, 'presence', userId),
  sk: userChanges.presence,
});
export const revocationKey = (tenantId: string, userId: string) => ({
  pk: pkOf(tenantId, 'revocation', userId),
  sk: userChanges.revoked,
});
export const settingsKey = (tenantId: string) => ({ pk: pkOf(tenantId, 'settings'), sk: 'RETENTION' });
export const consoleSettingsKey = (tenantId: string) => ({ pk: pkOf(tenantId, 'settings'), sk: 'CONSOLE' });
/** Whether the tenant is served by another installation. */
export const relocationKey = (tenantId: string) => ({
  pk: pkOf(tenantId, 'relocation'),
  sk: 'RELOCATION',
});
export const auditPk = (tenantId: string): string => pkOf(tenantId, 'audits');
/** The sessions that a supervisor holds. */
export const holderPk = (tenantId: string, supervisorId: string): string =>
  pkOf(tenantId, 'holder', supervisorId);
/** A user's interaction list. */
export const interactionListKey = (tenantId: string, userId: string, conversationId: string) => ({
  pk: pkOf(tenantId, 'interactionList', userId),
  sk: conversationId,
});
/** The index partitions of a tenant's interactions in one listing. */
export const statePks = (tenantId: string, listing: string): readonly string[] =>
  parts(spread.listing, (part) => pkOf(tenantId, 'state', `${listing}.${part}`));
/** The index partitions of a queue's interactions in one listing. No listing and no number holds a dot: ids may. */
export const queuedPks = (tenantId: string, queueId: string, listing: string): readonly string[] =>
  parts(spread.listing, (part) => pkOf(tenantId, 'queued', `${queueId}.${listing}.${part}`));
/** The index partition of one customer's interactions. */
export const customerPk = (tenantId: string, customer: string): string =>
  pkOf(tenantId, 'customer', customer);
/** Which of a listing's partitions a conversation is in. */
export const listingPart = (conversationId: string): number => partOf(conversationId, spread.listing);
/** Stands in the keys of counts where a queue's id would, for those of the whole tenant: no id is empty. */
export const wholeTenant = '';
/** The counts of a queue's interactions: the sum of its items. Every conversation counts in one of them. */
export const countsPk = (tenantId: string, queueId: string): string => pkOf(tenantId, 'counts', queueId);
export const countsKey = (tenantId: string, queueId: string, conversationId: string) => ({
  pk: countsPk(tenantId, queueId),
  sk: String(partOf(conversationId, spread.counts)),
});
/** Which message a provider's id stands for; the id may be any text. */
export const receiptKey = (
  { tenantId, integrationId }: { readonly tenantId: string; readonly integrationId: string },
  providerId: string,
) => ({ pk: pkOf(tenantId, 'receipt', hash(integrationId, providerId)), sk: 'RECEIPT' });
export const guestKey = (tenantId: string, guestId: string) => ({
  pk: pkOf(tenantId, 'guest', guestId),
  sk: 'GUEST',
});
export const channelKey = (tenantId: string, channelId: string) => ({
  pk: pkOf(tenantId, 'channel', channelId),
  sk: 'CHANNEL',
});
/** A user's channels, so that they can all be closed at once. */
export const userChannelKey = (tenantId: string, userId: string, channelId: string) => ({
  pk: pkOf(tenantId, 'channels', userId),
  sk: channelId,
});
/** How far a topic was pushed stands beside its subscriptions, so that one query reads both; no channel's id begins so. */
export const reachedSk = '#REACHED';
/** Calls counted in one window; who calls is kept as a hash. */
export const rateKey = (tenantId: string, counted: string, window: number) => ({
  pk: pkOf(tenantId, 'rate', hash(counted)),
  sk: String(window),
});
export const subscriptionKey = (tenantId: string, topic: string, channelId: string) => ({
  pk: pkOf(tenantId, 'topic', topic),
  sk: channelId,
});
/** A tenant's oversight log: links by day, what is in it, its newest link, and its anchors. */
export const oversightKey = {
  link: (tenantId: string, { day, seq }: { readonly day: string; readonly seq: number }) => ({
    pk: pkOf(tenantId, 'oversight', day),
    sk: String(seq).padStart(10, '0'),
  }),
  source: (tenantId: string, source: string) => ({
    pk: pkOf(tenantId, 'oversight', hash(source)),
    sk: 'SOURCE',
  }),
  tip: (tenantId: string) => ({ pk: pkOf(tenantId, 'oversight'), sk: 'TIP' }),
  anchor: (tenantId: string, day: string) => ({ pk: pkOf(tenantId, 'oversight', 'anchors'), sk: day }),
} as const;
