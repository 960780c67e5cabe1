import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exceeded, idle, readBudgets } from '../../bench/budgets.ts';
import type { Row } from '../../bench/row.ts';
import { countGrowth } from '../../bench/sections/growth.ts';
import { countPosts } from '../../bench/sections/posts.ts';
import { countUnits } from '../../bench/sections/units.ts';
import { bundle } from '../../lib/bundle.ts';
import { functionNames } from '../../lib/function-names.ts';

const faults = (section: string, rows: readonly Row[]) => [
  ...exceeded(readBudgets(), section, rows),
  ...idle(readBudgets(), section, rows),
];

describe('the budgets', () => {
  test('Given every counted action, when it runs on the engine, then it costs no more capacity units than its budget', async () => {
    expect(faults('units', await countUnits())).toEqual([]);
  });

  test('Given three times as many conversations in progress, when work is done, then it takes no more units and requests than its budget', async () => {
    expect(faults('growth', await countGrowth([100, 300]))).toEqual([]);
  });

  test('Given open sockets of the monitor and of others, when a message is sent, then each of the monitor’s is posted to once and no other', async () => {
    const rows = await countPosts();
    expect(faults('posts', rows)).toEqual([]);
    expect(rows.map(({ figures }) => figures.posts)).toEqual([0, 1, 2, 5]);
  });

  test('Given every function, when it is bundled, then it is no larger than its budget', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const { bytes } = await bundle(root, functionNames);
    const rows = functionNames.map((name) => ({ name, figures: { bytes: bytes[name] ?? Number.NaN } }));
    expect(exceeded(readBudgets(), 'bundles', rows)).toEqual([]);
  });

  test('Given a figure above its budget or without a row, when budgets are held, then each fault is named', () => {
    const budgets = { part: { '*': { count: 2 }, special: { count: 3 }, lost: { count: 1 } } };
    const rows = [
      { name: 'plain', figures: { count: 3 } },
      { name: 'special', figures: { count: 3 } },
    ];
    expect(exceeded(budgets, 'part', rows)).toEqual(['part: plain: count is 3, the budget is 2']);
    expect(idle(budgets, 'part', rows)).toEqual(['part: lost: there is no count']);
  });
});
