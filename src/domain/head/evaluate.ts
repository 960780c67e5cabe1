import type { Check, Effect, Path, Rule, Transition } from './transition.ts';

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

const applyEffect = (item: Tree, effect: Effect): void => {
  const last = effect.path.at(-1) as string;
  const parent = effect.path.slice(0, -1).reduce<Tree>((at, key) => at[key] as Tree, item);
  if (effect.do === 'set') parent[last] = effect.value;
  else if (effect.do === 'add') parent[last] = (parent[last] as number) + effect.by;
  else if (effect.do === 'remove') delete parent[last];
  else parent[last] = [...(parent[last] as string[]), ...effect.values].slice(effect.values.length);
};

/** The item after the transition's effects; the item given stays as it is. */
export const evolve = <T extends object>(item: T, transition: Transition): T => {
  const copy = structuredClone(item) as Tree;
  const change: Effect = { do: 'set', path: ['change'], value: transition.change };
  for (const effect of [...transition.effects, change]) applyEffect(copy, effect);
  return copy as T;
};
