import { setTimeout as wait } from 'node:timers/promises';
import { dynamoRelocationStore } from '../../src/adapters/dynamodb/relocation-store.ts';
import type { RelocationStore } from '../../src/domain/shared/principal.ts';
import { verifyOversight } from '../../src/domain/shared/verify-oversight.ts';
import type { Backstage } from '../installation.ts';
import type { Output } from '../output.ts';
import { signedLog } from '../oversight-log.ts';
import { forgetWalk, type Item, type Outcome, tallied, walkTable } from '../walks/walk-table.ts';
import {
  clearFiles,
  clearItem,
  clearSecrets,
  compareBack,
  compareItem,
  copyFiles,
  copyItem,
  copySecrets,
  signAnchors,
} from './carry.ts';
import { handOver, takeDelivery } from './hand-over.ts';
import { itemsOfTenant, type MovedTable, movedTables, ofTenant } from './moved-items.ts';
import { closeSockets, endSessions, waitForConsumers } from './quiet.ts';

/**
 * Seconds from the fence's closing until nothing that was let in before can still write: what an environment remembers of
 * the fence (5), what API Gateway remembers of a token (60), and the longest request (30).
 */
export const fenceSeconds = 95;

/** One cell, as moving sees it. */
export interface Cell {
  readonly backstage: Backstage;
  /** What stands before `/api/v2`. */
  readonly url: string;
  /** Whether its tables are walked in one piece, as the embedded engine wants. */
  readonly local: boolean;
}

/** A move of one tenant from one cell to another. */
export interface Move {
  readonly tenantId: string;
  readonly from: Cell;
  readonly to: Cell;
  readonly drainSeconds: number;
  /** Items looked at in a second, at the most. */
  readonly perSecond: number;
  readonly out: Pick<Output, 'say' | 'rows'>;
  readonly signal: AbortSignal;
}

const walkNames = ['take', 'copy', 'compare', 'back', 'clear'] as const;
type WalkName = (typeof walkNames)[number];

const fenceOf = ({ backstage }: Cell): RelocationStore =>
  dynamoRelocationStore(backstage.dynamodb, backstage.output('DirectoryTable'), { now: () => Date.now() });

const placesOf = ({ backstage }: Cell) => ({
  dynamodb: backstage.dynamodb,
  progressTable: backstage.output('RecordsTable'),
});

const walkId = (tenantId: string, name: WalkName, table: MovedTable): string =>
  `move.${tenantId}.${name}.${table}`;

const forget = async (move: Move, ...names: readonly WalkName[]): Promise<void> => {
  for (const name of names)
    for (const table of movedTables)
      for (const cell of [move.from, move.to])
        await forgetWalk(placesOf(cell), walkId(move.tenantId, name, table));
};

/** Meets the tenant's items of a table in a cell; goes on where it was interrupted. Throws where it is interrupted. */
const walk = async (
  { tenantId, perSecond, out, signal }: Move,
  cell: Cell,
  name: WalkName,
  table: MovedTable,
  change: (item: Item) => Promise<Outcome>,
) => {
  const id = walkId(tenantId, name, table);
  const { finished, tally } = await walkTable(
    { ...placesOf(cell), signal, told: tallied(id, out.say) },
    { id, TableName: cell.backstage.output(`${table}Table`), filter: ofTenant(tenantId) },
    change,
    { segments: cell.local ? 1 : 4, perSecond },
  );
  if (!finished) throw new Error('Interrupted. The tenant stays behind the fence: run it again to go on.');
  return tally;
};

/** Closes the fence in both cells, where it is not closed yet. The tenant must not be in the other cell already. */
const begin = async (move: Move): Promise<number> => {
  const { tenantId, from, to } = move;
  const here = await fenceOf(from).of(tenantId);
  if (here?.state === 'moved') throw new Error(`The tenant is at ${here.url} already.`);
  if (here !== undefined) return here.since;
  const there = await fenceOf(to).of(tenantId);
  // Guests of a tenant that was there before may be left, and are told anew.
  if (there?.state !== 'moved')
    for (const table of movedTables)
      for await (const { pk } of itemsOfTenant(
        to.backstage.dynamodb,
        to.backstage.output(`${table}Table`),
        tenantId,
      ))
        throw new Error(`The tenant has something there already: ${String(pk)}`);
  await forget(move, ...walkNames);
  const since = Date.now();
  await fenceOf(to).set(tenantId, { state: 'moving', since });
  await fenceOf(from).set(tenantId, { state: 'moving', since });
  return since;
};

/** Lets everything come to rest that the tenant began before the fence was closed. */
const rest = async (move: Move, since: number): Promise<void> => {
  const { tenantId, from, drainSeconds, out, signal } = move;
  const sockets = await closeSockets(from.backstage, tenantId);
  await wait(Math.max(0, since + drainSeconds * 1000 - Date.now()), undefined, { signal });
  out.rows([{ step: 'sockets closed', count: sockets + (await closeSockets(from.backstage, tenantId)) }]);
  out.rows([{ step: 'sessions ended', count: await endSessions(from.backstage, tenantId) }]);
  await waitForConsumers(from.backstage, tenantId, signal);
  for (;;) {
    const { changed, stays } = await walk(move, from, 'take', 'Transcript', (item) =>
      takeDelivery(from.backstage, item, Date.now()),
    );
    if (stays === 0) {
      out.rows([{ step: 'deliveries taken', count: changed }]);
      return;
    }
    out.say(`${stays} deliveries are under way`);
    await forget(move, 'take');
    await wait(5_000, undefined, { signal });
  }
};

/** Brings everything over, and compares both ways. Throws, and forgets that it was copied, where something differs. */
const carry = async (move: Move): Promise<void> => {
  const { tenantId, from, to, out } = move;
  const faults = verifyOversight({ ...(await signedLog(from.backstage, tenantId)), origins: [] });
  if (faults.length > 0) throw new Error(`The oversight log is not whole: ${faults[0]}`);
  out.rows([{ step: 'secrets copied', count: await copySecrets(from.backstage, to.backstage, tenantId) }]);
  out.rows([{ step: 'files copied', ...(await copyFiles(from.backstage, to.backstage, tenantId)) }]);
  for (const table of movedTables) {
    const { changed } = await walk(move, from, 'copy', table, copyItem(to.backstage, table));
    out.rows([{ step: 'items copied', table, count: changed }]);
  }
  await waitForConsumers(to.backstage, tenantId, move.signal);
  let differ = 0;
  for (const table of movedTables) {
    const there = await walk(move, from, 'compare', table, compareItem(to.backstage, table));
    const back = await walk(move, to, 'back', table, compareBack(from.backstage, table));
    out.rows([
      { step: 'items compared', table, same: there.current, differ: there.stays, added: back.stays },
    ]);
    differ += there.stays + back.stays;
  }
  differ += (await copyFiles(from.backstage, to.backstage, tenantId)).copied;
  await forget(move, 'compare', 'back');
  if (differ === 0) return;
  await forget(move, 'copy');
  throw new Error(`${differ} things differ; run it again to copy them anew.`);
};

/** What is left once the tenant is served there: waiting messages are handed over, and nothing of it stays here. */
const finish = async (move: Move): Promise<void> => {
  const { tenantId, from, to, out } = move;
  out.rows([{ step: 'handed over', ...(await handOver(from.backstage, to.backstage, tenantId)) }]);
  await clearSecrets(from.backstage, tenantId);
  out.rows([{ step: 'files cleared', count: await clearFiles(from.backstage, tenantId) }]);
  for (const table of movedTables) {
    const { changed } = await walk(move, from, 'clear', table, clearItem(from.backstage, table, true));
    out.rows([{ step: 'items cleared', table, count: changed }]);
  }
  await forget(move, ...walkNames);
};

/**
 * Moves a tenant from one cell to another (docs/adr/0049-cells.md). Each step can be repeated: interrupted, the move goes on
 * where it was. Until the fence opens in the other cell nothing but the fence has changed for anybody, and `stay` takes the
 * move back.
 */
export const moveTenant = async (move: Move): Promise<void> => {
  const { tenantId, from, to, out } = move;
  const here = await fenceOf(from).of(tenantId);
  if (here?.state !== 'moved' || here.url !== to.url) {
    const since = await begin(move);
    out.say(`${tenantId} is behind the fence`);
    await rest(move, since);
    await carry(move);
    out.rows([{ step: 'anchors signed', count: await signAnchors(to.backstage, tenantId) }]);
    // In this order there is no moment at which both serve it.
    await fenceOf(from).set(tenantId, { state: 'moved', since, url: to.url });
  }
  await fenceOf(to).set(tenantId, undefined);
  out.say(`${tenantId} is served at ${to.url}`);
  await finish(move);
};

/** Gives a move up before it is done: the tenant is served where it was, and nothing of it stays in the other cell. */
export const stayTenant = async (move: Move): Promise<void> => {
  const { tenantId, from, to, out } = move;
  const here = await fenceOf(from).of(tenantId);
  if (here?.state !== 'moving')
    throw new Error(here === undefined ? 'No move is under way.' : 'It was moved already.');
  await forget(move, ...walkNames);
  await clearSecrets(to.backstage, tenantId);
  await clearFiles(to.backstage, tenantId);
  for (const table of movedTables)
    await walk(move, to, 'clear', table, clearItem(to.backstage, table, false));
  await handOver(from.backstage, from.backstage, tenantId, true);
  await fenceOf(from).set(tenantId, undefined);
  await fenceOf(to).set(tenantId, undefined);
  await forget(move, ...walkNames);
  out.say(`${tenantId} is served at ${from.url} as before`);
};
