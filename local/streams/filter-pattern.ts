type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };
type Matcher = Readonly<Record<string, unknown>>;

/**
 * Whether an event passes an event source mapping's filter: a pattern's fields must all match, of a leaf's
 * list one element must. Numeric matchers see JSON numbers only: DynamoDB's `N` values are text, on
 * which Lambda, too, finds no match.
 *
 * @throws on a matcher that Lambda does not know
 */
export const matchesPattern = (pattern: unknown, event: unknown): boolean => {
  return Object.entries(pattern as Record<string, unknown>).every(([name, expected]) => {
    if (name === '$or') return (expected as unknown[]).some((branch) => matchesPattern(branch, event));
    const value = isObject(event) ? (event as Record<string, Json>)[name] : undefined;
    if (Array.isArray(expected)) return expected.some((element) => matchesLeaf(element, value));
    return matchesPattern(expected, value);
  });
};

const matchesLeaf = (expected: unknown, value: Json | undefined): boolean => {
  if (isObject(expected)) {
    const [kind, operand] = Object.entries(expected as Matcher)[0] ?? [];
    if (kind === 'exists') return (value !== undefined && !isObject(value)) === operand;
    const matcher = matchers[kind ?? ''];
    if (!matcher) throw new Error(`Filter matcher ${kind} is not supported`);
    return some(value, (one) => matcher(one, operand));
  }
  return some(value, (one) => one === expected);
};

/** A list in the event matches by any of its elements. */
const some = (value: Json | undefined, test: (one: Json) => boolean): boolean => {
  if (value === undefined) return false;
  return Array.isArray(value) ? value.some(test) : test(value);
};

const matchers: Record<string, (value: Json, operand: unknown) => boolean> = {
  prefix: (value, operand) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (value, operand) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (value, operand) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (value, operand) => {
    if (isObject(operand)) return !matchesLeaf(operand, value);
    return !(Array.isArray(operand) ? operand : [operand]).includes(value);
  },
  numeric: (value, operand) => {
    if (typeof value !== 'number') return false;
    const terms = operand as (string | number)[];
    for (let index = 0; index < terms.length; index += 2) {
      const compare = comparisons[String(terms[index])];
      if (!compare) throw new Error(`Numeric comparison ${terms[index]} is not supported`);
      if (!compare(value, Number(terms[index + 1]))) return false;
    }
    return true;
  },
};

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const isObject = (value: unknown): boolean => {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
};
