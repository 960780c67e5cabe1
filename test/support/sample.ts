import * as z from 'zod';

/** A schema as JSON Schema says it. */
export type Json = z.core.JSONSchema.JSONSchema;

/** Strings of the formats and patterns that the contract asks for, tried in this order. */
const strings = [
  'x',
  '2026-01-01T00:00:00.000Z',
  'https://example.com/x',
  'v2.users.x.presence',
  '00000000-0000-4000-8000-000000000000',
  'Available',
];

const stringOf = ({ pattern, minLength = 0 }: { pattern?: string; minLength?: number }): string => {
  const long = strings.map((text) => text.padEnd(minLength, 'x'));
  return long.find((text) => pattern === undefined || new RegExp(pattern, 'u').test(text)) ?? 'x';
};

/** The smallest value of a JSON Schema, as far as that says what it takes. */
export const sampleOfJson = (schema: Json, root: Json): unknown => {
  if (schema.$ref !== undefined) {
    const named = root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
    return named === undefined ? undefined : sampleOfJson(named as Json, root);
  }
  const of = (one: unknown): unknown => sampleOfJson(one as Json, root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf?.[0] !== undefined) return of(schema.anyOf[0]);
  if (schema.oneOf?.[0] !== undefined) return of(schema.oneOf[0]);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(of));
  if (schema.type === 'object')
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [name, of(schema.properties?.[name] ?? {})]),
    );
  if (schema.type === 'array')
    return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => of(schema.items ?? {}));
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return stringOf(schema);
};

/** The smallest value that a schema takes, as far as its JSON Schema says; undefined where that is not enough. */
export const sampleOf = (schema: z.ZodType): unknown => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const sample = sampleOfJson(json, json);
  return schema.safeParse(sample).success ? sample : undefined;
};
