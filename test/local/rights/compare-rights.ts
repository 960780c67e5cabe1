import type { SeenRights } from '../../../local/access/access.ts';
import { wildcard } from '../../../local/access/wildcard.ts';

/** Rights that no test uses, with the reason for which they are granted all the same. */
export interface UnusedRights {
  readonly reason: string;
  /** A line each, as `GET /dev/rights` answers them; `*` stands for any text. */
  readonly rights: readonly string[];
  /** Whether a run may use them all the same, by chance or by its timing; else a use shows that the list is old. */
  readonly sometimes?: true;
}

/**
 * What is wrong between the rights that were granted, those that calls used and those listed as unused; a sentence
 * each, none when all is right.
 */
export const compareRights = (seen: readonly SeenRights[], listed: readonly UnusedRights[]): string[] => {
  const granted = new Set(seen.flatMap((one) => one.granted));
  const used = new Set(seen.flatMap((one) => one.used));
  const known = listed.flatMap(({ rights, sometimes }) =>
    rights.map((right) => ({ right, sometimes, names: wildcard(right) })),
  );
  return [
    ...[...granted]
      .filter((right) => !used.has(right) && !known.some(({ names }) => names.test(right)))
      .map((right) => `granted, and used by no test: ${right}`),
    ...known
      .filter(({ sometimes, names }) => !sometimes && [...used].some((right) => names.test(right)))
      .map(({ right }) => `listed as unused, and used: ${right}`),
    ...known
      .filter(({ names }) => ![...granted].some((right) => names.test(right)))
      .map(({ right }) => `listed as unused, and not granted: ${right}`),
  ].sort();
};
