import { type Register, type Work, whole } from '../command.ts';
import { migrations } from '../migrations/migrations.ts';
import { progressOf, tallied, walkTable } from '../walks/walk-table.ts';

const amount = whole(1, 100_000);

interface Pace {
  readonly segments: number;
  readonly perSecond: number;
}

const placesOf = async ({ at }: Work) => {
  const { dynamodb, output } = await at.backstage();
  return {
    dynamodb,
    tableOf: (name: string) => output(`${name}Table`),
    progressTable: output('RecordsTable'),
  };
};

const list = async (work: Work): Promise<void> => {
  const places = await placesOf(work);
  const rows = [];
  for (const { id, about } of migrations) {
    const { segments, finished, tally } = await progressOf(places, id);
    const state = finished ? 'finished' : segments.length > 0 ? 'begun' : 'not begun';
    rows.push({ id, state, ...tally, about });
  }
  work.out.rows(rows);
};

/** Runs what has not finished, one after the other; an interrupted one goes on where it was. */
const migrate = async (work: Work, pace: Pace): Promise<number> => {
  const places = await placesOf(work);
  for (const { id, items, change } of migrations) {
    const { finished } = await progressOf(places, id);
    if (finished) continue;
    const walk = { id, ...items(places) };
    const run = await walkTable(
      { ...places, signal: work.signal, told: tallied(id, work.out.say) },
      walk,
      (item) =>
        change(places, item).catch((error: Error) => {
          work.out.say(
            `stays: ${error.name}: ${error.message} at ${String(item.pk)} ${String(item.sk ?? '')}`,
          );
          return 'stays' as const;
        }),
      { ...pace, segments: work.at.local ? 1 : pace.segments },
    );
    work.out.value({ id, finished: run.finished, ...run.tally });
    if (!run.finished || run.tally.stays > 0) return 1;
  }
  return 0;
};

/** `migrate`: brings stored items to the shapes that the deployed code writes, beside live traffic. */
export const registerMigrate: Register = (program, perform) => {
  const command = program.command('migrate').description('brings stored items to the shapes of this version');
  command
    .command('list')
    .description('shows which migrations have run, and what they met')
    .action(() => perform(list));
  command
    .command('run')
    .description('runs those that have not finished; one that was interrupted goes on where it was')
    .option('--segments <n>', 'segments of a table side by side, where a deployed one begins', amount, 4)
    .option('--per-second <n>', 'items looked at in a second, at the most', amount, 2_000)
    .action((pace: Pace) => perform((work) => migrate(work, pace)));
};
