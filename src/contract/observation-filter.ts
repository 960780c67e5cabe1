import * as z from 'zod';
import { Id } from './ids.ts';

/** What an observation query names: a dimension, and the one value that it must have. */
export interface ObservationPredicate {
  readonly dimension: string;
  readonly value: string;
}

/** Predicates of which all or any must hold, in clauses or alone (SDK QueueObservationQueryFilter, UserObservationQueryFilter). */
export interface ObservationFilter {
  readonly type: 'or' | 'and';
  readonly predicates: readonly ObservationPredicate[];
  readonly clauses?: readonly Pick<ObservationFilter, 'type' | 'predicates'>[] | undefined;
}

const all = ({ predicates, clauses = [] }: ObservationFilter): readonly ObservationPredicate[] => [
  ...predicates,
  ...clauses.flatMap((clause) => clause.predicates),
];

/** The values that a filter names of a dimension, each once. */
export const named = (filter: ObservationFilter, dimension: string): readonly string[] => [
  ...new Set(all(filter).flatMap((one) => (one.dimension === dimension ? [one.value] : []))),
];

/** Whether a filter holds of something, by its value in each dimension. */
export const holdsOf = (filter: ObservationFilter, of: Readonly<Record<string, string>>): boolean => {
  const judge = (type: ObservationFilter['type'], verdicts: readonly boolean[]) =>
    type === 'and' ? verdicts.every(Boolean) : verdicts.some(Boolean);
  const each = (predicates: readonly ObservationPredicate[]) =>
    predicates.map(({ dimension, value }) => of[dimension] === value);
  const clauses = (filter.clauses ?? []).map(({ type, predicates }) => judge(type, each(predicates)));
  return judge(filter.type, [...each(filter.predicates), ...clauses]);
};

/** The schema of a filter by these dimensions. */
export const observationFilter = <const D extends readonly [string, ...string[]]>(dimensions: D) => {
  const predicates = z
    .array(
      z.strictObject({
        type: z.literal('dimension').optional(),
        dimension: z.enum(dimensions),
        operator: z.literal('matches').optional(),
        value: Id,
      }),
    )
    .max(100);
  const type = z.enum(['or', 'and']);
  return z
    .strictObject({
      type,
      predicates: predicates.default([]),
      clauses: z
        .array(z.strictObject({ type, predicates: predicates.min(1) }))
        .max(10)
        .optional(),
    })
    .refine((filter) => all(filter).length <= 100, 'at most 100 predicates');
};
