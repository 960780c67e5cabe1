import type { recordedChanges, silentChanges } from '../../contract/words.ts';

/** What the last write did to a head; stream filters select by it. */
export type ChangeName = (typeof recordedChanges)[number] | (typeof silentChanges)[number];

/** A place in the head: attribute, then map keys. */
export type Path = readonly [string, ...string[]];
export type Scalar = string | number;
export type Value = Scalar | boolean | readonly Value[] | { readonly [key: string]: Value | undefined };

/** One comparison. An absent attribute equals nothing, is less than nothing and lacks everything. */
export type Check =
  | { readonly op: 'eq'; readonly path: Path; readonly value: Scalar }
  | { readonly op: 'ne'; readonly path: Path; readonly value: Scalar }
  | { readonly op: 'in'; readonly path: Path; readonly values: readonly Scalar[] }
  | { readonly op: 'present' | 'absent'; readonly path: Path }
  | { readonly op: 'lte' | 'gt'; readonly path: Path; readonly value: number }
  | { readonly op: 'lacks'; readonly path: Path; readonly value: string };

/** Holds when any of its checks does; `refusal` names what to tell the caller when none does. */
export interface Rule<R extends string = string> {
  readonly refusal: R;
  readonly any: readonly [Check, ...Check[]];
}

/** One change of the head's content. `slide` appends to a list of fixed length and drops as many from its front. */
export type Effect =
  | { readonly do: 'set'; readonly path: Path; readonly value: Value }
  | { readonly do: 'add'; readonly path: Path; readonly by: number }
  | { readonly do: 'remove'; readonly path: Path }
  | {
      readonly do: 'slide';
      readonly path: Path;
      readonly length: number;
      readonly values: readonly string[];
    };

/**
 * A move of the head as declared data: all rules must hold, then all effects apply, at once. The DynamoDB adapter
 * compiles it to one conditional UpdateItem, the memory twin evaluates it; the domain decides nothing before the write.
 * Rules are listed in the order in which a refusal is told.
 */
export interface Transition<R extends string = string> {
  readonly change: ChangeName;
  readonly rules: readonly Rule<R>[];
  readonly effects: readonly Effect[];
}

/** The conversation goes on. */
export const inProgress: Rule<'ended'> = {
  refusal: 'ended',
  any: [{ op: 'eq', path: ['state'], value: 'inProgress' }],
};

/** The conversation belongs to a division of the caller; a caller who fails this is told that nothing is there. */
export const inDivisions = (divisions: readonly string[]): readonly Rule<'hidden'>[] =>
  divisions.includes('*')
    ? []
    : [{ refusal: 'hidden', any: [{ op: 'in', path: ['divisionId'], values: [...divisions, '-'] }] }];

/** This participant is connected. */
export const connected = (participantId: string): Rule<'notConnected'> => ({
  refusal: 'notConnected',
  any: [{ op: 'present', path: ['participants', participantId] }],
});

/** The effects that every recorded change shares: its time and its number. */
export const touch = (now: number): readonly Effect[] => [
  { do: 'set', path: ['changed'], value: now },
  { do: 'add', path: ['rev'], by: 1 },
];

type Tree = { [key: string]: unknown };

/** Own keys alone: an id such as `constructor` names nothing that is not stored. */
const read = (item: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Tree)[key] : undefined,
    item,
  );

const checkHolds = (item: unknown, check: Check): boolean => {
  const value = read(item, check.path);
  switch (check.op) {
    case 'eq':
      return value === check.value;
    case 'ne':
      return value !== check.value;
    case 'in':
      return check.values.some((candidate) => candidate === value);
    case 'present':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'lte':
      return typeof value === 'number' && value <= check.value;
    case 'gt':
      return typeof value === 'number' && value > check.value;
    case 'lacks':
      return !(Array.isArray(value) && value.includes(check.value));
  }
};

/** The refusal of the first rule that does not hold on this item, or undefined where the transition is allowed. */
export const firstRefusal = <R extends string>(item: unknown, rules: readonly Rule<R>[]): R | undefined =>
  rules.find((rule) => !rule.any.some((check) => checkHolds(item, check)))?.refusal;

/** Applies an effect to a copy; what lies on its path is copied first, and the rest stays shared with the original. */
const applyEffect = (item: Tree, effect: Effect): void => {
  const last = effect.path.at(-1) as string;
  const parent = effect.path.slice(0, -1).reduce<Tree>((at, key) => {
    const own = { ...(at[key] as Tree) };
    at[key] = own;
    return own;
  }, item);
  if (effect.do === 'set') parent[last] = effect.value;
  else if (effect.do === 'add') parent[last] = (parent[last] as number) + effect.by;
  else if (effect.do === 'remove') delete parent[last];
  else parent[last] = [...(parent[last] as string[]), ...effect.values].slice(effect.values.length);
};

/** The item after the transition's effects; the item given stays as it is. */
export const evolve = <T extends object>(item: T, transition: Transition): T => {
  const copy = { ...item } as Tree;
  const change: Effect = { do: 'set', path: ['change'], value: transition.change };
  for (const effect of [...transition.effects, change]) applyEffect(copy, effect);
  return copy as T;
};
