import * as z from 'zod';
import { Content } from './content.ts';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { Purpose } from './words.ts';

/**
 * One place in the transcript. `Text` is a message; `Lost` explains a gap: a sender took the seq and never stored
 * its message. Where the text does not fit a frame, `textUri` says where to get it.
 */
export const TranscriptEntry = z
  .object({
    seq: z.int().positive(),
    id: Id,
    time: z.iso.datetime(),
    participantId: Id.optional(),
    purpose: Purpose.optional(),
    name: z.string().optional(),
    text: z.string().optional(),
    textUri: z.string().optional(),
    content: z.array(Content).optional(),
    type: z.enum(['Text', 'Lost']),
  })
  .meta({ id: 'TranscriptEntry' });
export type TranscriptEntry = z.infer<typeof TranscriptEntry>;

/** A page of the transcript; `headSeq` is the newest seq that exists. */
export const TranscriptPage = z
  .object({ entities: z.array(TranscriptEntry), headSeq: z.int().min(0), nextUri: z.string().optional() })
  .meta({ id: 'TranscriptPage' });
export type TranscriptPage = z.infer<typeof TranscriptPage>;

/** The newest messages, in order; `previousUri` is where to read the page before them, where there is one. */
export const NewestMessages = z
  .object({
    entities: z.array(TranscriptEntry),
    headSeq: z.int().min(0),
    previousUri: z.string().optional(),
  })
  .meta({ id: 'NewestMessages' });
export type NewestMessages = z.infer<typeof NewestMessages>;

/** Where to read on, and how much. */
export const TranscriptQuery = z.strictObject({
  afterSeq: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(limits.transcriptPage).default(limits.transcriptPage),
});
