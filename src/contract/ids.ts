import * as z from 'zod';

/**
 * An identifier as it appears in paths, bodies and tokens: 1 to 100 characters that need no escaping in a key.
 * The key separator `#` is excluded, so no id can reach into another tenant's keys.
 */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9._:@|+~=-]{1,100}$/, 'an id has 1 to 100 letters, digits or . _ : @ | + ~ = -')
  .meta({ description: 'an opaque identifier' });

/** A reference to a division by its id. */
export const DivisionRef = z.strictObject({ id: Id }).meta({ id: 'DivisionRef' });

/** Path parameters, shared by the routes that have them. */
export const QueueParams = z.object({ queueId: Id });
export const JobParams = z.object({ jobId: Id });
export const CodeParams = z.object({ codeId: Id });
export const QueueCodeParams = z.object({ queueId: Id, codeId: Id });
export const MemberParams = z.object({ queueId: Id, memberId: Id });
export const IntegrationParams = z.object({ integrationId: Id });
export const ConversationParams = z.object({ conversationId: Id });
export const ParticipantParams = z.object({ conversationId: Id, participantId: Id });
export const CommunicationParams = z.object({ conversationId: Id, communicationId: Id });
export const MessageParams = z.object({ conversationId: Id, messageId: Id });
export const SessionParams = z.object({ sessionId: Id });
export const UserParams = z.object({ userId: Id });
/** Where a presence comes from; the vendor's clients write it in any case. */
export const SourceParams = z.object({ userId: Id, sourceId: Id });
export const ChannelParams = z.object({ channelId: Id });
export const TenantParams = z.object({ tenantId: Id });
/** A provider's webhook names tenant and integration; they are believed once its signature verifies. */
export const ProviderParams = z.object({ tenantId: Id, integrationId: Id });
export const ProviderMessageParams = z.object({ tenantId: Id, integrationId: Id, messageId: Id });
/** `noteId` is the author's own. */
export const NoteParams = z.object({ conversationId: Id, noteId: Id });
export const PanelParams = z.object({ conversationId: Id, panelId: Id });
