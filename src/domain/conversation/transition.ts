import type { ChangeName } from './change.ts';

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
