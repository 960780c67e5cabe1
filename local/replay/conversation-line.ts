import * as z from 'zod';

/** One turn of a recorded conversation; `at` is seconds from its start. */
export const Turn = z.object({
  at: z.number().min(0),
  from: z.enum(['customer', 'agent', 'action']),
  text: z.string().min(1),
});
export type Turn = z.infer<typeof Turn>;

/** What a contextual panel shows. */
const PanelData = z.record(z.string(), z.unknown());

/** One line of a conversations file; what else a line carries is left alone. */
export const ConversationLine = z.object({
  id: z.string().min(1).max(100),
  channel: z.enum(['webmessaging', 'open', 'sms', 'whatsapp', 'facebook']),
  turns: z.array(Turn).min(1),
  customer: PanelData.optional(),
  order: PanelData.optional(),
});
export type ConversationLine = z.infer<typeof ConversationLine>;
