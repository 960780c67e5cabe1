import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Assumptions, assumptions, standard } from './scale/assumptions.ts';
import { perMillionMessages, perMonitoredHour, total, type Units, type UnitsOf } from './scale/costs.ts';
import { scalePage } from './scale/page.ts';
import { breaksFirst, carries, designs } from './scale/quotas.ts';

const root = resolve(import.meta.dirname, '..');
const budgets = JSON.parse(readFileSync(join(root, 'bench/budgets.json'), 'utf8')) as {
  readonly units: Readonly<Record<string, Units>>;
};
const unitsOf: UnitsOf = (action) => {
  const found = budgets.units[action];
  if (found === undefined) throw new Error(`bench/budgets.json has no units of ${action}`);
  return found;
};

const positive = (text: string): number => {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('a number above 0');
};

const command = new Command('scale')
  .description(
    'Computes what messages and monitoring cost, and which quota breaks first; writes docs/scale.md.',
  )
  .option('--conversations <n>', 'prints what so many use of each quota, and writes nothing', positive);
for (const [name, { value, about }] of Object.entries(assumptions))
  command.option(
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <n>`,
    about,
    positive,
    value,
  );
const { conversations, ...given } = command.parse().opts<Assumptions & { readonly conversations?: number }>();
const a: Assumptions = { ...standard, ...given };

const cents = (usd: number): string => `${usd.toFixed(2)} USD`;
process.stdout.write(
  `a million messages: ${cents(total(perMillionMessages(a, unitsOf, false)))}, ` +
    `monitored ${cents(total(perMillionMessages(a, unitsOf, true)))}\n` +
    `a monitored hour: ${total(perMonitoredHour(a, unitsOf)).toFixed(5)} USD\n`,
);
for (const design of designs) {
  process.stdout.write(`${design.design}: breaks at ${carries(design, a, unitsOf)} conversations\n`);
  for (const size of conversations === undefined ? [10_000, 100_000, 1_000_000] : [conversations]) {
    const { quota, used, limit } = breaksFirst(design, size, a, unitsOf);
    const percent = Math.round((100 * used) / limit);
    process.stdout.write(
      `  ${size} conversations: first ${quota}: ${Math.round(used)} of ${limit} (${percent} %)\n`,
    );
  }
}
if (conversations === undefined) writeFileSync(join(root, 'docs/scale.md'), scalePage(a, unitsOf));
