/// <reference lib="es2024.string" />
import * as z from 'zod';
import { limits } from './limits.ts';

/**
 * A JSON value whose texts, keys too, can all be written as UTF-8: a lone surrogate becomes U+FFFD. What is nested
 * deeper than any value that is read or kept becomes null. Every body and every frame passes here before its schema.
 */
export const wellFormed = (value: unknown, levels: number = limits.readLevels): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((item) => wellFormed(item, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item, levels - 1)]),
  );
};

/** How many levels of lists and objects a JSON value has: 0 for a text or a number. */
export const levelsOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levelsOf)) : 0;

/** Bytes of a value as JSON in UTF-8. */
export const bytesOfJson = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The beginning of a text, of at most this many UTF-16 units; no character is cut in two. */
export const beginning = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Why a message is refused that has neither text nor files. Its size limit is the payload's (413), not the schema's. */
export const saysSomething = (path: string) => ({ path: [path], message: 'a message has text or files' });

/** A schema whose limit a refinement or its handler holds, as the documents say it. */
export const limitedTo = <S extends z.ZodType>(limit: string, schema: S): S =>
  schema.meta({ 'x-limit': limit });

/** The size limit of a message's text is the payload's (413), not the schema's (400). */
export const textLimit = `${limits.textBytes} bytes of UTF-8`;

/** A person's name as shown to others. */
export const Name = z.string().min(1).max(100);
