import { createHash } from 'node:crypto';
import { userChanges } from '../../contract/handed-over.ts';
import type { ConversationKey } from '../../domain/head/head.ts';

/**
 * Every key starts with its tenant, which is verified or read from an item; ids hold no `#`, so no id can reach into
 * another tenant's keys.
 */
const tenant = (tenantId: string, rest: string): string => `T#${tenantId}#${rest}`;

/** The partition of one conversation, in every table that has one. */
export const conversationPk = (key: ConversationKey): string =>
  tenant(key.tenantId, `C#${key.conversationId}`);

/** The conversation that a partition belongs to. */
export const parseConversationPk = (pk: string): ConversationKey => {
  const [, tenantId, , conversationId] = pk.split('#');
  if (tenantId === undefined || conversationId === undefined) throw new Error('not a conversation key');
  return { tenantId, conversationId };
};

export const queueKey = (tenantId: string, id: string) => ({ pk: tenant(tenantId, 'QUEUES'), sk: `Q#${id}` });
export const integrationKey = (tenantId: string, id: string) => ({
  pk: tenant(tenantId, `I#${id}`),
  sk: 'INTEGRATION',
});
/** An address may be any text, and is personal: its hash is the key. */
export const addressKey = (tenantId: string, integrationId: string, from: string) => ({
  pk: tenant(tenantId, `I#${integrationId}#A#${createHash('sha256').update(from).digest('base64url')}`),
  sk: 'ADDRESS',
});
/** The user that such a partition belongs to. */
export const parseUserPk = (pk: string): { readonly tenantId: string; readonly userId: string } => {
  const [, tenantId, , userId] = pk.split('#');
  if (tenantId === undefined || userId === undefined) throw new Error('not a user key');
  return { tenantId, userId };
};
export const userKey = (tenantId: string, userId: string) => ({
  pk: tenant(tenantId, `U#${userId}`),
  sk: userChanges.presence,
});
export const revocationKey = (tenantId: string, userId: string) => ({
  pk: tenant(tenantId, `U#${userId}`),
  sk: userChanges.revoked,
});
export const settingsKey = (tenantId: string) => ({ pk: tenant(tenantId, 'SETTINGS'), sk: 'RETENTION' });
export const auditPk = (tenantId: string): string => tenant(tenantId, 'AUDIT');
/** A user's interaction panel. */
export const panelListKey = (tenantId: string, userId: string, conversationId: string) => ({
  pk: tenant(tenantId, `PANEL#${userId}`),
  sk: conversationId,
});
/** The index partition of a tenant's interactions in one state. */
export const statePk = (tenantId: string, state: string): string => tenant(tenantId, `STATE#${state}`);
/** Which message a provider's id stands for; the id may be any text. */
export const receiptKey = (
  { tenantId, integrationId }: { readonly tenantId: string; readonly integrationId: string },
  providerId: string,
) => ({
  pk: tenant(tenantId, `I#${integrationId}#R#${createHash('sha256').update(providerId).digest('base64url')}`),
  sk: 'RECEIPT',
});
export const guestKey = (tenantId: string, guestId: string) => ({
  pk: tenant(tenantId, `GUEST#${guestId}`),
  sk: 'GUEST',
});
export const channelKey = (tenantId: string, channelId: string) => ({
  pk: tenant(tenantId, `CHANNEL#${channelId}`),
  sk: 'CHANNEL',
});
/** A user's channels, so that they can all be closed at once. */
export const userChannelKey = (tenantId: string, userId: string, channelId: string) => ({
  pk: tenant(tenantId, `USER#${userId}`),
  sk: channelId,
});
/** How far a topic was pushed stands beside its subscriptions, so that one query reads both; no channel's id is this. */
export const reachedSk = '#REACHED';
/** Calls counted in one window. */
export const rateKey = (tenantId: string, counted: string, window: number) => ({
  pk: tenant(tenantId, `RATE#${counted}`),
  sk: String(window),
});
export const subscriptionKey = (tenantId: string, topic: string, channelId: string) => ({
  pk: tenant(tenantId, `TOPIC#${topic}`),
  sk: channelId,
});
