import * as z from 'zod';

/** A message's text: not empty; its size limit is the payload's (413), not the schema's (400). */
export const Text = z.string().min(1, 'a message has text');

/** A person's name as shown to others. */
export const Name = z.string().min(1).max(100);
