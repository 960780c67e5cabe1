import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { limitedTo, Name } from './text.ts';
import { MessageType, Purpose } from './words.ts';

/** An agent or a bot that connects; leaving the queue out means the conversation's. */
export const ParticipantInput = z
  .strictObject({
    purpose: z.enum(['agent', 'bot']),
    user: z.strictObject({ id: Id, name: Name }),
    queue: z.strictObject({ id: Id }).optional(),
  })
  .meta({ id: 'ParticipantInput' });
export type ParticipantInput = z.infer<typeof ParticipantInput>;

/** One message by its ids; what it says is read there (SDK MessageDetails). */
export const MessageDetails = z.object({
  messageId: Id,
  messageURI: z.string(),
  messageStatus: z.enum(['received', 'sent']),
  messageTime: z.iso.datetime(),
});
export type MessageDetails = z.infer<typeof MessageDetails>;

/** A participant as others in the conversation see it. */
export const Participant = z
  .object({
    id: Id,
    purpose: Purpose,
    name: z.string().optional(),
    user: z.object({ id: Id, name: z.string() }).optional(),
    queue: z.object({ id: Id }).optional(),
    connectedTime: z.iso.datetime(),
    /** `alerting`: connected by others, and asked to accept. */
    state: z.enum(['alerting', 'connected', 'disconnected']),
    /** Of an agent: whether the customer is put on hold. */
    held: z.boolean().optional(),
    attributes: z.record(z.string(), z.string()).optional(),
    mediaRoles: z.array(z.string()).optional(),
    monitoredParticipantId: Id.optional(),
    /** The newest of what they said, for who may read it, where one conversation is read. */
    messages: z.array(MessageDetails).optional(),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** To leave; of a conversation, to end. */
export const Disconnect = z.strictObject({ state: z.literal('disconnected') }).meta({ id: 'Disconnect' });

/** What an agent's part was about, as a code of the contact centre (SDK WrapupInput). */
export const WrapupInput = z
  .strictObject({
    code: Id.max(limits.wrapUpCode),
    name: Name.optional(),
    notes: z.string().min(1).max(limits.wrapUpNotes).optional(),
  })
  .meta({ id: 'WrapupInput' });
export type WrapupInput = z.infer<typeof WrapupInput>;

/** A change of a participant: to accept or leave, to hold or resume, to wrap up, or several (SDK MediaParticipantRequest). */
export const ParticipantPatch = z
  .strictObject({
    state: z.enum(['connected', 'disconnected']).optional(),
    held: z.boolean().optional(),
    wrapup: WrapupInput.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'state, held or wrapup is needed')
  .meta({ id: 'MediaParticipantRequest' });
export type ParticipantPatch = z.infer<typeof ParticipantPatch>;

/** To whom a conversation is handed: a user or a queue (SDK TransferRequest; `userName` names the user). */
export const TransferInput = z
  .strictObject({ userId: Id.optional(), userName: Name.optional(), queueId: Id.optional() })
  .refine((to) => (to.userId === undefined) !== (to.queueId === undefined), 'either userId or queueId')
  .meta({ id: 'TransferInput' });
export type TransferInput = z.infer<typeof TransferInput>;

/** Attributes to set on a participant (SDK ParticipantAttributes); setting one to '' removes its value. */
export const AttributesInput = z
  .strictObject({
    attributes: limitedTo(
      '50 names at once, 100 of one participant',
      z
        .record(z.string().min(1).max(100), z.string().max(2_000))
        .refine((attributes) => Object.keys(attributes).length <= 50, 'at most 50 attributes'),
    ),
  })
  .meta({ id: 'ParticipantAttributes' });
export type AttributesInput = z.infer<typeof AttributesInput>;

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
