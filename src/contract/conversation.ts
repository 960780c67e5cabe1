import * as z from 'zod';
import { Id } from './ids.ts';
import { Participant } from './participant.ts';
import { MessageType } from './words.ts';

/** A conversation as one audience sees it (SDK MessageConversation). A monitor is listed to supervisors only. */
export const Conversation = z
  .object({
    id: Id,
    startTime: z.iso.datetime(),
    endTime: z.iso.datetime().optional(),
    state: z.enum(['connected', 'disconnected']),
    messageType: MessageType,
    queue: z.object({ id: Id }),
    division: z.object({ id: Id }),
    participants: z.array(Participant),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;

/** The caller's own interaction list (SDK MessageConversationEntityListing). */
export const Conversations = z
  .object({ entities: z.array(Conversation) })
  .meta({ id: 'MessageConversationEntityListing' });
