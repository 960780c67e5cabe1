import * as z from 'zod';

/** A text of a template, which may be written as a number or a boolean. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A number of a template, which may be written as text. */
export const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);

/** A boolean of a template, which may be written as text. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((given) => String(given) === 'true');

/** Texts by their name; none where nothing is given. */
export const texts = z.record(z.string(), text).default({});
