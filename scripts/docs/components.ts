import * as z from 'zod';

export type Json = Record<string, unknown>;

const uri = (id: string): string => `#/components/schemas/${id}`;

/** A shallow schema without the keywords that make sense only in a document of its own. */
const bare = ({ $schema: _dialect, $id: _id, id: _name, ...rest }: Json): Json => rest;

/**
 * Every named schema of the contract, as components. Answers are described as requests are (`io: input`): what is
 * described may gain fields, and only schemas that refuse unknown fields say so.
 *
 * @param target 2020-12 for OpenAPI 3.1, draft-7 for AsyncAPI
 */
export const components = (target: 'draft-2020-12' | 'draft-7'): Record<string, Json> => {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri, target, io: 'input' });
  const named = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(named.map(([id, schema]) => [id, bare(schema as Json)]));
};

/** A reference to a named schema; the contract names all that travels as a body. */
export const reference = (schema: z.ZodType): Json => {
  const plain = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const id = z.globalRegistry.get(plain)?.id;
  if (!id) throw new Error('a schema that travels as a body has no id: give it one with .meta({ id })');
  return { $ref: uri(id) };
};

/** The properties of an object schema, and which of them a caller must give (those without a default). */
export const fields = (schema: z.ZodType): { name: string; required: boolean; schema: Json }[] => {
  const { properties = {}, required = [] } = bare(z.toJSONSchema(schema, { io: 'output' }) as Json) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name) && !('default' in property),
    schema: property,
  }));
};

/** Keeps the components that a document refers to, directly or through others. */
export const referenced = (document: Json, all: Record<string, Json>): Record<string, Json> => {
  const kept = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, id = ''] of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      if (kept.has(id)) continue;
      kept.add(id);
      visit(all[id]);
    }
  };
  visit(document);
  return Object.fromEntries(Object.entries(all).filter(([id]) => kept.has(id)));
};
