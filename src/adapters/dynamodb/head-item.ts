import type { Head } from '../../domain/head/head.ts';
import { conversationPk, parseConversationPk } from './keys.ts';
import { lengthen, shorten } from './short-names.ts';

/** A head as its item: the key holds tenant and conversation, nothing is stored twice. */
export const headItem = (head: Head): Record<string, unknown> => {
  const { tenantId, conversationId, ...content } = head;
  return { pk: conversationPk({ tenantId, conversationId }), ...shorten(content) };
};

/** A head from its item, also from a stream image. */
export const headFromItem = (item: Record<string, unknown>): Head => {
  const { pk, ...content } = item;
  return { ...parseConversationPk(String(pk)), ...lengthen(content) } as Head;
};
