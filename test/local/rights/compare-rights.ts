/** Rights that nothing uses, with the reason for which they are granted all the same. */
export interface UnusedRights {
  readonly reason: string;
  /** A line each, as `Local.rights` writes them. */
  readonly rights: readonly string[];
}

/** What the runtimes of a run saw. */
export interface SeenRights {
  readonly granted: readonly string[];
  readonly used: readonly string[];
}

/**
 * What is wrong between the rights that were granted, those that calls used and those listed as unused; a sentence
 * each, none when all is right.
 */
export const compareRights = (seen: readonly SeenRights[], listed: readonly UnusedRights[]): string[] => {
  const granted = new Set(seen.flatMap((one) => one.granted));
  const used = new Set(seen.flatMap((one) => one.used));
  const known = new Set(listed.flatMap(({ rights }) => rights));
  return [
    ...[...granted]
      .filter((right) => !used.has(right) && !known.has(right))
      .map((right) => `granted, and used by no test: ${right}`),
    ...[...known].filter((right) => used.has(right)).map((right) => `listed as unused, and used: ${right}`),
    ...[...known]
      .filter((right) => !granted.has(right))
      .map((right) => `listed as unused, and not granted: ${right}`),
  ].sort();
};
