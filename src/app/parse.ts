import type * as z from 'zod';
import { wellFormed } from '../contract/text.ts';
import { Failure } from '../domain/shared/failure.ts';

/** Parses at the door: texts are made well-formed first, and each issue travels with its path. */
export const parse = <S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> => {
  const result = schema.safeParse(wellFormed(value));
  if (result.success) return result.data;
  throw new Failure(
    'bad.request',
    {},
    result.error.issues.map((issue) => ({
      path: [where, ...issue.path].filter((part) => part !== '').join('.'),
      message: issue.message,
    })),
  );
};
