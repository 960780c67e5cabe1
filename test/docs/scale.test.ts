import { describe, expect, test } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { standard } from '../../scripts/scale/assumptions.ts';
import { perMillionMessages, total, type Units, type UnitsOf } from '../../scripts/scale/costs.ts';
import { scalePage } from '../../scripts/scale/page.ts';
import { cells, pressures } from '../../scripts/scale/quotas.ts';
import { page } from './markdown.ts';

const units: Readonly<Record<string, Partial<Units>>> = budgets.units;
const unitsOf: UnitsOf = (action) => {
  const found = units[action];
  if (found === undefined) throw new Error(`no units of ${action}`);
  return { writes: 0, reads: 0, streamWrites: 0, streamReads: 0, ...found };
};

describe('what scale costs', () => {
  test('the page is what the measured units, prices and assumptions make of it (npm run scale writes it)', () => {
    expect(page('docs/scale.md')).toBe(scalePage(standard, unitsOf));
  });

  test('a monitored message costs more than a free one, and a write more in the units costs a million writes more', () => {
    const free = total(perMillionMessages(standard, unitsOf, false));
    expect(total(perMillionMessages(standard, unitsOf, true))).toBeGreaterThan(free);
    const dearer: UnitsOf = (action) => ({ ...unitsOf(action), writes: unitsOf(action).writes + 1 });
    expect(total(perMillionMessages(standard, dearer, false)) - free).toBeCloseTo(0.625, 6);
  });

  test('ten times as many conversations press ten times as much on what grows with them, and need more cells', () => {
    const [small, large] = [pressures(10_000, standard, unitsOf), pressures(100_000, standard, unitsOf)];
    const throttle = (all: typeof small) => all.find(({ quota }) => quota.includes('together'))?.used ?? 0;
    expect(throttle(large)).toBeCloseTo(10 * throttle(small), 6);
    expect(cells(large)).toBeGreaterThanOrEqual(cells(small));
    expect(cells(pressures(10_000_000, standard, unitsOf))).toBeGreaterThan(10);
  });
});
