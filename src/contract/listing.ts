import * as z from 'zod';
import { Conversation } from './conversation.ts';
import { Queue } from './queue.ts';

/** A page of queues (SDK QueueEntityListing). */
export const Queues = z
  .object({
    entities: z.array(Queue),
    pageSize: z.int(),
    pageNumber: z.int(),
    total: z.int(),
    pageCount: z.int(),
  })
  .meta({ id: 'QueueEntityListing' });

/** Which page of a listing. */
export const PageQuery = z.object({
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  pageNumber: z.coerce.number().int().min(1).max(400).default(1),
  name: z.string().max(100).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The caller's own interaction panel (SDK MessageConversationEntityListing). */
export const Conversations = z
  .object({ entities: z.array(Conversation) })
  .meta({ id: 'MessageConversationEntityListing' });

/** The topics that can be subscribed to (SDK AvailableTopicEntityListing). */
export const AvailableTopics = z
  .object({ entities: z.array(z.object({ id: z.string(), description: z.string() })) })
  .meta({ id: 'AvailableTopicEntityListing' });
