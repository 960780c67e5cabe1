import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { usdPerMillion } from '../../bench/prices.ts';
import { standard } from '../../scripts/scale/assumptions.ts';
import { perMillionMessages, total, type Units, type UnitsOf } from '../../scripts/scale/costs.ts';
import { scalePage } from '../../scripts/scale/page.ts';
import { breaksFirst, carries, cells, designs, pressures } from '../../scripts/scale/quotas.ts';
import { held, perMillionIn, transactional, ways } from '../../scripts/scale/second-region.ts';
import { page, root } from './markdown.ts';

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

  test('ten cells carry ten times as much, raised quotas more, bulk requests less unless batches go side by side, and each breaks where it says', () => {
    const carried = designs.map((design) => carries(design, standard, unitsOf));
    for (const [at, design] of designs.entries()) {
      const ratio = (size: number) => {
        const { used, limit } = breaksFirst(design, size, standard, unitsOf);
        return used / limit;
      };
      expect(ratio(Number(carried[at])), design.design).toBeLessThanOrEqual(1.01);
      expect(ratio(1.05 * Number(carried[at])), design.design).toBeGreaterThan(1);
    }
    const [plain, bulk, raised, , bulkSideBySide] = carried;
    expect(raised).toBeGreaterThan(Number(plain));
    // Fewer writes make fewer shards, and a consumer's place is a shard.
    expect(bulk).toBeLessThan(Number(plain));
    expect(bulkSideBySide).toBeGreaterThan(Number(bulk));
    expect(carried.at(-1)).toBeGreaterThan(9.5 * Number(plain));
  });

  test('tables that transactions write are in no strongly consistent table, and every write of a further copy is paid', () => {
    const adapters = join(root, 'src/adapters/dynamodb');
    const written = readdirSync(adapters).flatMap((file) => {
      const source = readFileSync(join(adapters, file), 'utf8');
      if (file === 'table.ts' || !/\btransact\(|TransactWriteCommand\(/.test(source)) return [];
      return [...source.matchAll(/nameOf\('(\w+)'\)/g)].map(([, table = '']) => table);
    });
    expect([...new Set(written)].sort()).toEqual([...transactional].sort());
    const strong = held
      .filter(({ by }) => by === 'strong')
      .map(({ what }) => what)
      .join();
    for (const table of transactional) expect(strong).not.toContain(table);
    const { writes, streamWrites } = unitsOf('agent message, not monitored');
    for (const way of ways)
      expect(perMillionIn(standard, unitsOf, way)).toContainEqual({
        part: 'further Regions: writes',
        usd: expect.closeTo((way.copies - 1) * (writes + streamWrites) * usdPerMillion.write, 9),
      });
    const prices = ways.map((way) => total(perMillionIn(standard, unitsOf, way)));
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    expect(prices[0]).toBeCloseTo(total(perMillionMessages(standard, unitsOf, false)), 9);
  });
});
