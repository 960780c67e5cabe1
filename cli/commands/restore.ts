import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Register, Work } from '../command.ts';
import { invoking } from '../dead-letters/invoking.ts';
import type { Backstage } from '../installation.ts';
import { assemble, mainJob } from '../job/main-job.ts';
import { compareItems, type Items, readItems } from '../restore/compare-items.ts';
import { replayStream } from '../restore/replay-stream.ts';
import { loadTable, saveTable, wipeTable } from '../restore/table-file.ts';
import { rebuildAll } from './rebuild.ts';

const tables = ['Conversations', 'Transcript', 'Records', 'Directory', 'Sockets'] as const;

/** The consumers whose writes are lost with the records, and the tables whose streams tell them. */
const consumers = [
  ['record', 'Conversations'],
  ['oversee', 'Directory'],
] as const;

const fileOf = (dir: string, table: string): string => join(dir, `${table}.jsonl`);

const backup = async ({ out }: Work, { dynamodb, output }: Backstage, dir: string): Promise<void> => {
  mkdirSync(dir, { recursive: true });
  for (const table of tables) {
    const items = await saveTable(dynamodb, output(`${table}Table`), fileOf(dir, table));
    out.rows([{ table, saved: items }]);
  }
};

/** Puts the items of a file into their table, where none of the key is. */
const load = async (backstage: Backstage, dir: string, table: string) =>
  loadTable(backstage.dynamodb, backstage.output(`${table}Table`), fileOf(dir, table));

/** Gives the consumers again what the streams tell since a time. */
const replay = async ({ out, signal }: Work, backstage: Backstage, since: number): Promise<number> => {
  let faults = 0;
  for (const [consumer, table] of consumers) {
    const { streams, output } = backstage;
    const deps = { streams, invoke: invoking(backstage, consumer), signal };
    const { given, failed } = await replayStream(deps, output(`${table}Table`), consumer, since);
    out.rows([{ replayed: consumer, records: given, failed }]);
    faults += failed;
  }
  return faults;
};

/** ms between two looks at whether the streams have been worked off, and how many must find the same. */
const settleMs = 1_500;
const settled = 3;

/** The records once nothing changes them any more. */
const whenSettled = async ({ dynamodb, output }: Backstage): Promise<Items> => {
  let items = await readItems(dynamodb, output('RecordsTable'));
  for (let same = 1; same < settled; ) {
    await wait(settleMs);
    const next = await readItems(dynamodb, output('RecordsTable'));
    const { missing, differs, added } = compareItems(items, next);
    same = missing.length + differs.length + added.length === 0 ? same + 1 : 1;
    items = next;
  }
  return items;
};

const doMainJob = async ({ at, signal }: Work): Promise<void> => {
  const crew = await assemble(at, 'rehearsal');
  try {
    await mainJob(crew, { key: randomBytes(8).toString('hex'), turns: 2, signal }, () => {});
  } finally {
    crew.channel.close();
  }
};

/**
 * The loss of the records and their restoration, as docs/runbook.md has it: backup, work that the backup does not know,
 * loss, restoration, replay, rebuilding, and a comparison with what was there.
 */
const rehearse = async (work: Work, dir: string): Promise<number> => {
  const { at, out } = work;
  if (!at.local) throw new Error('A rehearsal wipes a table: it runs against the local runtime alone.');
  const backstage = await at.backstage();
  const records = backstage.output('RecordsTable');
  await doMainJob(work);
  await whenSettled(backstage);
  const since = Date.now();
  await backup(work, backstage, dir);
  await doMainJob(work);
  const was = await whenSettled(backstage);
  out.rows([{ lost: 'Records', items: await wipeTable(backstage.dynamodb, records) }]);
  out.rows([{ restored: 'Records', ...(await load(backstage, dir, 'Records')) }]);
  const failed = await replay(work, backstage, since);
  const { finished, stays } = await rebuildAll(backstage, work);
  const { same, missing, differs, added, lost } = compareItems(was, await whenSettled(backstage));
  for (const [what, keys] of Object.entries({ missing, differs, added, lost }))
    for (const key of keys) out.say(`${what}: ${key}`);
  out.value({
    compared: 'Records',
    same,
    missing: missing.length,
    differs: differs.length,
    added: added.length,
    lost: lost.length,
  });
  return finished && failed + stays + missing.length + differs.length + added.length === 0 ? 0 : 1;
};

/** `backup`, `restore`: tables into files and back, and what is missing since (docs/runbook.md#restoring-tables). */
export const registerRestore: Register = (program, perform) => {
  program
    .command('backup <dir>')
    .description('writes every item of every table into files, beside live traffic')
    .action((dir: string) => perform(async (work) => backup(work, await work.at.backstage(), dir)));
  const restore = program.command('restore').description('brings back what a table lost');
  restore
    .command('table <table> <dir>')
    .description('puts the items of a backup back, where none of their key is')
    .action((table: string, dir: string) =>
      perform(async ({ at, out }) => out.value({ table, ...(await load(await at.backstage(), dir, table)) })),
    );
  restore
    .command('replay')
    .description('gives the consumers of the streams again what happened since a time, 24 hours at most')
    .requiredOption('--since <time>', 'such as 2026-01-01T12:00:00Z')
    .action(({ since }: { readonly since: string }) =>
      perform(async (work) => {
        const from = Date.parse(since);
        if (Number.isNaN(from)) throw new Error(`${since} is no time`);
        return (await replay(work, await work.at.backstage(), from)) === 0 ? 0 : 1;
      }),
    );
  restore
    .command('rehearse <dir>')
    .description('loses the records of the local runtime and restores them, and compares')
    .action((dir: string) => perform((work) => rehearse(work, dir)));
};
