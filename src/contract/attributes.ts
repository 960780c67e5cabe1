import * as z from 'zod';

/** Attributes to set on a participant (SDK ParticipantAttributes); setting one to '' removes its value. */
export const AttributesInput = z
  .strictObject({ attributes: z.record(z.string().min(1).max(100), z.string().max(2_000)) })
  .refine((input) => Object.keys(input.attributes).length <= 50, 'at most 50 attributes')
  .meta({ id: 'ParticipantAttributes' });
export type AttributesInput = z.infer<typeof AttributesInput>;
