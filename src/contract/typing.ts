import * as z from 'zod';

/** That someone types (SDK MessageTypingEventRequest). */
export const TypingInput = z
  .strictObject({
    typing: z.strictObject({ type: z.literal('On'), duration: z.int().min(0).max(60_000).optional() }),
  })
  .meta({ id: 'TypingInput' });
