import type { Check, Effect, Path, Transition } from '../../domain/head/transition.ts';
import { shortPath, shortValue } from './short-names.ts';
import { chunks } from './table.ts';

/** A transition as the parameters of one UpdateItem. */
export interface CompiledUpdate {
  readonly ConditionExpression: string;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/** Hands out placeholders: every name and value travels outside the expression. */
const placeholders = () => {
  const names = new Map<string, string>();
  const values: Record<string, unknown> = {};
  const name = (key: string): string => {
    const known = names.get(key) ?? `#n${names.size}`;
    names.set(key, known);
    return known;
  };
  return {
    values,
    names: () => Object.fromEntries([...names].map(([key, placeholder]) => [placeholder, key])),
    path: (path: Path): string => shortPath(path).map(name).join('.'),
    value: (value: unknown): string => {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = value;
      return placeholder;
    },
  };
};

type Places = ReturnType<typeof placeholders>;

/** Operands that one IN takes (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html). */
const inOperands = 100;

/** One check as terms joined by OR. It has no parentheses of its own: DynamoDB refuses redundant ones. */
const condition = (check: Check, at: Places): string => {
  const path = at.path(check.path);
  switch (check.op) {
    case 'eq':
      return `${path} = ${at.value(check.value)}`;
    case 'ne':
      return `attribute_not_exists(${path}) OR ${path} <> ${at.value(check.value)}`;
    case 'in':
      return chunks(check.values, inOperands)
        .map((values) => `${path} IN (${values.map(at.value).join(', ')})`)
        .join(' OR ');
    case 'present':
      return `attribute_exists(${path})`;
    case 'absent':
      return `attribute_not_exists(${path})`;
    case 'lte':
      return `${path} <= ${at.value(check.value)}`;
    case 'gt':
      return `${path} > ${at.value(check.value)}`;
    case 'lacks':
      return `NOT contains(${path}, ${at.value(check.value)})`;
  }
};

/**
 * Appending to a list of fixed length and dropping its front in one update: SET beyond the end appends, REMOVE of the
 * first indices drops, and the paths do not overlap, so either order gives the same list
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html).
 */
const clauses = (effect: Effect, at: Places): { set: string[]; remove: string[] } => {
  const path = at.path(effect.path);
  switch (effect.do) {
    case 'set':
      return { set: [`${path} = ${at.value(shortValue(effect.path, effect.value))}`], remove: [] };
    case 'add':
      return { set: [`${path} = ${path} + ${at.value(effect.by)}`], remove: [] };
    case 'remove':
      return { set: [], remove: [path] };
    case 'slide':
      return {
        set: effect.values.map((value, i) => `${path}[${effect.length + i}] = ${at.value(value)}`),
        // The highest first: DynamoDB means the list before the update, the embedded engine removes one by one.
        remove: effect.values.map((_, i) => `${path}[${effect.values.length - 1 - i}]`),
      };
  }
};

/** Compiles a transition to one conditional update of an existing item. */
export const compileTransition = (transition: Transition): CompiledUpdate => {
  const at = placeholders();
  const conditions = [
    `attribute_exists(${at.path(['pk'])})`,
    ...transition.rules.map((rule) => `(${rule.any.map((check) => condition(check, at)).join(' OR ')})`),
  ];
  const change: Effect = { do: 'set', path: ['change'], value: transition.change };
  const parts = [...transition.effects, change].map((effect) => clauses(effect, at));
  const set = parts.flatMap((part) => part.set).join(', ');
  const remove = parts.flatMap((part) => part.remove).join(', ');
  return {
    ConditionExpression: conditions.join(' AND '),
    UpdateExpression: `SET ${set}${remove === '' ? '' : ` REMOVE ${remove}`}`,
    ExpressionAttributeNames: at.names(),
    ExpressionAttributeValues: at.values,
  };
};
