import * as z from 'zod';
import { MessageDetails, Participant } from './conversation.ts';
import { Id } from './ids.ts';
import { Purpose } from './words.ts';

/** A participant with what they communicate by: here always messages (SDK Participant). */
const WholeParticipant = z.object({
  id: Id,
  name: z.string().optional(),
  purpose: Purpose,
  userId: Id.optional(),
  queueId: Id.optional(),
  connectedTime: z.iso.datetime(),
  endTime: z.iso.datetime().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  mediaRoles: z.array(z.string()).optional(),
  monitoredParticipantId: Id.optional(),
  messages: z.array(
    z.object({
      id: Id,
      state: Participant.shape.state,
      held: z.boolean(),
      direction: z.literal('inbound'),
      type: z.string(),
      connectedTime: z.iso.datetime(),
      messages: z.array(MessageDetails),
    }),
  ),
});

/** A conversation of any medium, as one audience sees it (SDK Conversation). */
export const WholeConversation = z
  .object({
    id: Id,
    startTime: z.iso.datetime(),
    endTime: z.iso.datetime().optional(),
    state: z.enum(['connected', 'disconnected']),
    divisions: z.array(z.object({ division: z.object({ id: Id }) })),
    participants: z.array(WholeParticipant),
  })
  .meta({ id: 'WholeConversation' });
export type WholeConversation = z.infer<typeof WholeConversation>;

/** The caller's own interaction list (SDK ConversationEntityListing). */
export const WholeConversations = z
  .object({ entities: z.array(WholeConversation) })
  .meta({ id: 'ConversationEntityListing' });

/** Which of my conversations; here all are messages. */
export const WholeConversationsQuery = z.object({ communicationType: z.string().max(50).optional() });
