import * as z from 'zod';
import { type Json, sampleOfJson } from './sample.ts';

/** A text that UTF-8 cannot write: half of a pair of surrogates. */
export const half = '\ud83d';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const variants = (schema: Json, root: Json, base: unknown): readonly unknown[] => {
  const of = (one: unknown, from?: unknown): readonly unknown[] =>
    variants(one as Json, root, from ?? sampleOfJson(one as Json, root));
  if (schema.$ref !== undefined) return of(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''], base);
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (alternatives.length > 0) return alternatives.flatMap((one) => of(one));
  if (schema.type === 'object') {
    const given = isObject(base) ? base : {};
    const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
      of(field, given[name]).map((value) => ({ ...given, [name]: value })),
    );
    const more = schema.additionalProperties;
    if (!isObject(more)) return fields;
    const values = of(more).map((value) => ({ ...given, x: value }));
    return [...fields, ...values, { ...given, [half]: sampleOfJson(more as Json, root) }];
  }
  if (schema.type === 'array')
    return of(schema.items ?? {}, Array.isArray(base) ? base[0] : undefined).map((item) => [item]);
  if (schema.type === 'string') return [`a${half}b`];
  return schema.type === undefined ? [half, { [half]: [half] }] : [];
};

/** The sample once for each text in the schema, optional ones and keys too: that text is ill-formed, the rest is not. */
export const illFormedOf = (schema: z.ZodType, sample: unknown): readonly unknown[] => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return variants(json, json, sample);
};
