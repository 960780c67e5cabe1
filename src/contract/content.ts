import * as z from 'zod';

/** A file that came with a message, where the provider keeps it (SDK ConversationContentAttachment). */
export const Attachment = z
  .object({
    /** The provider's id of the file, where it is fetched by id. */
    id: z.string().max(512).optional(),
    mediaType: z.enum(['Image', 'Video', 'Audio', 'File']),
    url: z.url().max(2_048).optional(),
    mime: z.string().max(100).optional(),
    filename: z.string().max(256).optional(),
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof Attachment>;

/**
 * Why a file of a provider could not be stored: too large, of a kind that is not taken, gone at its provider, refused
 * by it, at a host that the integration does not name, or not to be had in ten attempts.
 */
export const FileReason = z.enum([
  'too.large',
  'type.not.taken',
  'not.found',
  'refused',
  'host.not.allowed',
  'unavailable',
]);
export type FileReason = z.infer<typeof FileReason>;

/** A file of a message as it is read: one that is kept here has its size, and where its address is asked for. */
export const ReadAttachment = Attachment.extend({
  /** Ours; absent once a file is kept here: `pending` is on its way from its provider, `failed` will not come. */
  status: z.enum(['pending', 'failed']).optional(),
  /** Ours: why a file failed. */
  reason: FileReason.optional(),
  contentSizeBytes: z.int().optional(),
  /** Below the API's address (ours): GET answers a `url` that works for a short time. */
  mediaUri: z.string().optional(),
}).meta({ id: 'ReadAttachment' });
export type ReadAttachment = z.infer<typeof ReadAttachment>;

/** An answer that the customer can choose with one touch (SDK ContentQuickReply). */
export const QuickReply = z
  .object({ text: z.string().min(1).max(256), payload: z.string().max(1_000).optional() })
  .meta({ id: 'QuickReply' });

/** What the customer chose (SDK ContentButtonResponse). */
export const ButtonResponse = z
  .object({ text: z.string().min(1).max(256), payload: z.string().max(1_000).optional() })
  .meta({ id: 'ButtonResponse' });

const choices = [
  z.object({ contentType: z.literal('QuickReply'), quickReply: QuickReply }),
  z.object({ contentType: z.literal('ButtonResponse'), buttonResponse: ButtonResponse }),
] as const;
const attached = <T extends z.ZodType>(attachment: T) =>
  z.object({ contentType: z.literal('Attachment'), attachment });

/** What a sender may put beside a text: files by reference, choices, and a choice made. */
export const SentContent = z
  .array(z.discriminatedUnion('contentType', [attached(Attachment), ...choices]))
  .min(1)
  .max(20)
  .meta({ id: 'SentContent' });

/**
 * What a message carries beside its text (SDK ConversationMessageContent). `Unknown` stands for what the provider
 * sent and this service has no form for: its kind is kept, so that nobody takes the message for lost.
 */
export const Content = z
  .discriminatedUnion('contentType', [
    attached(ReadAttachment),
    ...choices,
    z.object({ contentType: z.literal('Unknown'), kind: z.string().max(100) }),
  ])
  .meta({ id: 'Content' });
export type Content = z.infer<typeof Content>;

/** A media type's family in the field's words. */
export const mediaTypeOf = (mime: string): Attachment['mediaType'] => {
  const family = mime.split('/')[0]?.toLowerCase();
  if (family === 'image') return 'Image';
  if (family === 'video') return 'Video';
  return family === 'audio' ? 'Audio' : 'File';
};

/** A choice with what it stands for, as typed clients read it: its text where the sender gave nothing else. */
const chosen = z.object({ text: z.string(), payload: z.string() });

/** Content as messages of the SDK carry it (SDK ConversationMessageContent). */
export const NormalizedContent = z
  .discriminatedUnion('contentType', [
    attached(ReadAttachment),
    z.object({ contentType: z.literal('QuickReply'), quickReply: chosen }),
    z.object({ contentType: z.literal('ButtonResponse'), buttonResponse: chosen }),
    z.object({ contentType: z.literal('Unknown'), kind: z.string() }),
  ])
  .meta({ id: 'NormalizedContent' });
export type NormalizedContent = z.infer<typeof NormalizedContent>;

/** Content as the SDK's messages carry it. */
export const normalizedContent = (content: Content): NormalizedContent => {
  const whole = ({ text, payload = text }: { text: string; payload?: string | undefined }) => ({
    text,
    payload,
  });
  if (content.contentType === 'QuickReply') return { ...content, quickReply: whole(content.quickReply) };
  if (content.contentType === 'ButtonResponse')
    return { ...content, buttonResponse: whole(content.buttonResponse) };
  return content;
};
