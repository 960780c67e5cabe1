import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Row } from './row.ts';

/**
 * The most that a figure may be, by section, row and figure; the row `*` holds for every row of its section that has
 * the figure and no budget of its own. Counts, bytes and ratios only: how long a machine takes is no promise.
 */
export const Budgets = z.record(
  z.string(),
  z.record(z.string(), z.record(z.string(), z.number().nonnegative())),
);
export type Budgets = z.infer<typeof Budgets>;

/** The budgets that are committed. */
export const readBudgets = (): Budgets =>
  Budgets.parse(JSON.parse(readFileSync(new URL('./budgets.json', import.meta.url), 'utf8')));

/** Says each figure of a section that exceeds its budget; a figure that a quick run leaves out exceeds nothing. */
export const exceeded = (budgets: Budgets, section: string, rows: readonly Row[]): readonly string[] => {
  const ofSection = budgets[section] ?? {};
  return rows.flatMap(({ name, figures }) =>
    Object.entries({ ...ofSection['*'], ...ofSection[name] }).flatMap(([figure, most]) => {
      const value = figures[figure];
      if (value === undefined || (typeof value === 'number' && value <= most)) return [];
      return [`${section}: ${name}: ${figure} is ${value}, the budget is ${most}`];
    }),
  );
};

/** Names the budgets that hold nothing: what was renamed must take its budget along. */
export const idle = (budgets: Budgets, section: string, rows: readonly Row[]): readonly string[] =>
  Object.entries(budgets[section] ?? {}).flatMap(([name, figures]) => {
    if (name === '*') return [];
    const row = rows.find((each) => each.name === name);
    return Object.keys(figures)
      .filter((figure) => row?.figures[figure] === undefined)
      .map((figure) => `${section}: ${name}: there is no ${figure}`);
  });
