import { z } from 'zod';
import { wildcard } from './wildcard.ts';

/** One right of a role: the smallest part of a statement that a call can use. */
export interface Right {
  readonly action: string;
  readonly resource: string;
  /** Pattern of the partition keys that it is narrowed to. */
  readonly leadingKey?: string;
}

/** What a caller wants to do, as IAM names it. */
export interface Call {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  /** Partition keys that the call touches; left out where it may touch any. */
  readonly leadingKeys?: readonly string[];
}

interface Pattern {
  readonly text: string;
  readonly matches: (text: string) => boolean;
}

/** A statement that allows something. */
export interface Statement {
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  /** One list a condition; each key of a call must match one pattern of every list. */
  readonly leadingKeys: readonly (readonly Pattern[])[];
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const leadingKeys = z.strictObject({ 'dynamodb:LeadingKeys': texts });
// Strict throughout: a statement, operator or key that is not evaluated here must not look as if it were.
const documentSchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal('Allow'),
      Action: texts,
      Resource: texts,
      Condition: z
        .strictObject({
          'ForAllValues:StringEquals': leadingKeys.optional(),
          'ForAllValues:StringLike': leadingKeys.optional(),
        })
        .optional(),
    }),
  ),
});

const pattern = (text: string, flags?: string): Pattern => {
  if (text.includes('${')) throw new Error(`the policy variable in ${text} is not evaluated locally`);
  const expression = wildcard(text, flags);
  return { text, matches: (candidate) => expression.test(candidate) };
};

const exactly = (text: string): Pattern => ({ text, matches: (candidate) => candidate === text });

/**
 * Reads a policy document in the part of IAM's language that the runtime evaluates: `Allow`, actions and resources
 * with wildcards, and `dynamodb:LeadingKeys` under `ForAllValues:StringEquals` or `ForAllValues:StringLike`.
 *
 * @throws Error on any other statement, operator, condition key or policy variable
 */
export const readStatements = (document: unknown): readonly Statement[] => {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data.Statement.map(({ Action, Resource, Condition = {} }) => {
    const equal = Condition['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'];
    const like = Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
    return {
      // Names of actions have no letter case.
      actions: Action.map((text) => pattern(text, 'i')),
      resources: Resource.map((text) => pattern(text)),
      leadingKeys: [
        ...(equal ? [equal.map(exactly)] : []),
        ...(like ? [like.map((text) => pattern(text))] : []),
      ],
    };
  });
};

/** Every right of a statement. */
export const rightsOf = ({ actions, resources, leadingKeys: conditions }: Statement): readonly Right[] => {
  const keys = conditions.flat().map(({ text }) => ({ leadingKey: text }));
  return actions.flatMap(({ text: action }) =>
    resources.flatMap(({ text: resource }) =>
      (keys.length > 0 ? keys : [{}]).map((key) => ({ action, resource, ...key })),
    ),
  );
};

const matching = (patterns: readonly Pattern[], text: string): readonly Pattern[] =>
  patterns.filter(({ matches }) => matches(text));

/** Patterns of a condition that the keys use; undefined when a key matches none. */
const keysUsed = (
  condition: readonly Pattern[],
  keys: readonly string[] | undefined,
): readonly Pattern[] | undefined => {
  // Of no value IAM holds "for all values" true, which lets a Scan read everything. No grant means that: denied here.
  if (keys === undefined || keys.length === 0) return undefined;
  const used = keys.map((key) => matching(condition, key));
  return used.some((patterns) => patterns.length === 0) ? undefined : used.flat();
};

const used = (
  { actions, resources, leadingKeys: conditions }: Statement,
  { action, resource, leadingKeys: keys }: Call,
): readonly Right[] => {
  const found = { actions: matching(actions, action), resources: matching(resources, resource) };
  if (found.actions.length === 0 || found.resources.length === 0) return [];
  const keyPatterns = conditions.map((condition) => keysUsed(condition, keys));
  if (keyPatterns.some((patterns) => patterns === undefined)) return [];
  return rightsOf({ ...found, leadingKeys: keyPatterns.map((patterns) => patterns ?? []) });
};

/** Rights that allow a call, of one statement or of several; empty when it is denied. */
export const rightsUsed = (statements: readonly Statement[], call: Call): readonly Right[] =>
  statements.flatMap((statement) => used(statement, call));
