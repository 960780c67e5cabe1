/** What can go wrong with one port call. */
export type Fault =
  /** Refused before the effect. */
  | 'throttle'
  /** Done, and the answer lost. */
  | 'lost'
  /** Done, the answer lost, and done again by the client's own retry. */
  | 'again'
  /** A push that never arrives; the sender is told that it failed. */
  | 'drop'
  /** A push that arrives twice. */
  | 'duplicate'
  /** A cached read that answers what was true before. */
  | 'stale';

/**
 * One decision of a schedule. Steps name what they act on by the id of the step that began it, or by a number that
 * is taken modulo what there is: a schedule with steps left out still means something, which is what shrinking needs.
 */
export type Step =
  | {
      readonly do: 'act';
      readonly id: number;
      readonly actor: string;
      readonly action: string;
      readonly pick: number;
    }
  | { readonly do: 'run'; readonly task: number; readonly gate: number; readonly fault?: Fault }
  | { readonly do: 'crash'; readonly task: number }
  | { readonly do: 'advance'; readonly ms: number }
  | {
      readonly do: 'consume';
      readonly id: number;
      readonly consumer: string;
      readonly shard: number;
      readonly size: number;
    }
  | { readonly do: 'replay'; readonly consumer: string; readonly shard: number }
  | { readonly do: 'poison'; readonly pick: number }
  | { readonly do: 'sweep'; readonly id: number };

/** How far each actor's clock is from the true one, in ms. */
export type Skews = Readonly<Record<string, number>>;

/**
 * What a history knows of. Each generation plays what came since the one before as well; the histories of older ones
 * stay as they are, and with them the seeds that once broke something.
 */
export type Generation = 'first' | 'extended' | 'newest' | 'latest';

/** Whether a history knows of what the newest generation brought: managers, presences, what is kept. */
export const knowsNewest = (generation: Generation): boolean =>
  generation === 'newest' || generation === 'latest';
