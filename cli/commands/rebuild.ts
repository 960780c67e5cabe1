import { setTimeout as wait } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { dynamoArchive } from '../../src/adapters/dynamodb/archive.ts';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { parseConversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { dynamoRecipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { dynamoRecordStore } from '../../src/adapters/dynamodb/record-store.ts';
import { dynamoQueueStore } from '../../src/adapters/dynamodb/routing-stores.ts';
import { mendCounts, rebuildConversation } from '../../src/domain/views/rebuild.ts';
import type { Register, Work } from '../command.ts';
import type { Backstage } from '../installation.ts';
import { forgetWalk, tallied, walkTable } from '../walks/walk-table.ts';

const walkId = 'rebuild';

/** Conversations looked at in a second, at the most: each is two reads and a query. */
const perSecond = 500;
const segments = 4;

/** The stores that rebuilding works on. */
const storesOf = ({ dynamodb, output }: Backstage) => {
  const [conversations, transcript, records] = ['Conversations', 'Transcript', 'Records'].map((name) =>
    output(`${name}Table`),
  ) as [string, string, string];
  return {
    heads: dynamoHeadStore(dynamodb, conversations),
    interactions: dynamoInteractionStore(dynamodb, records),
    records: dynamoRecordStore(dynamodb, records),
    recipients: dynamoRecipients(dynamodb, records),
    archive: dynamoArchive(dynamodb, { conversations, transcript, records }),
    queues: dynamoQueueStore(dynamodb, output('DirectoryTable')),
    clock: { now: () => Date.now() },
    pause: (ms: number) => wait(ms),
  };
};

/** Those who keep anything in the directory. */
const tenantsOf = async ({ dynamodb, output }: Backstage): Promise<readonly string[]> => {
  const found = new Set<string>();
  const query = { TableName: output('DirectoryTable'), ProjectionExpression: 'pk' };
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, query))
    for (const { pk } of Items) found.add(String(pk).split('#')[1] ?? '');
  return [...found].sort();
};

/** Rows, lists, leases and lost facts of every conversation; goes on where it was interrupted. */
const rebuildRows = async (backstage: Backstage, { at, out, signal }: Work) => {
  const stores = storesOf(backstage);
  const places = { dynamodb: backstage.dynamodb, progressTable: backstage.output('RecordsTable') };
  const run = await walkTable(
    { ...places, signal, told: tallied(walkId, out.say) },
    { id: walkId, TableName: backstage.output('ConversationsTable') },
    async ({ pk }) => {
      try {
        return (await rebuildConversation(stores, parseConversationPk(String(pk)))) ? 'changed' : 'current';
      } catch (error) {
        out.say(`stays: ${(error as Error).name}: ${(error as Error).message} at ${String(pk)}`);
        return 'stays';
      }
    },
    { segments: at.local ? 1 : segments, perSecond },
  );
  if (run.finished) await forgetWalk(places, walkId);
  return run;
};

/** The counts of every tenant and of its queues: what each was off by. */
const rebuildCounts = async (backstage: Backstage, { out, signal }: Work) => {
  const stores = storesOf(backstage);
  const off: { tenant: string; queue: string; by: Readonly<Record<string, number>> | undefined }[] = [];
  for (const tenant of await tenantsOf(backstage)) {
    const queueIds: (string | undefined)[] = [undefined];
    for await (const { id } of stores.queues.all(tenant)) queueIds.push(id);
    for (const queueId of queueIds) {
      if (signal.aborted) return off;
      const by = await mendCounts(stores, tenant, queueId);
      if (by === undefined)
        out.say(`the counts of ${queueId ?? 'all'} of ${tenant} change too fast to be told`);
      if (by === undefined || Object.values(by).some((count) => count !== 0))
        off.push({ tenant, queue: queueId ?? '', by });
    }
  }
  return off;
};

/** Makes what derives from heads anew: rows, lists, leases, facts that are lost, counts. Used by `restore` as well. */
export const rebuildAll = async (
  backstage: Backstage,
  work: Work,
): Promise<{ readonly finished: boolean; readonly stays: number }> => {
  const { finished, tally } = await rebuildRows(backstage, work);
  work.out.value({ what: 'conversations', finished, ...tally });
  if (!finished) return { finished, stays: tally.stays };
  const off = await rebuildCounts(backstage, work);
  work.out.rows(off.map(({ tenant, queue, by }) => ({ what: 'counts', tenant, queue, by })));
  const untold = off.filter(({ by }) => by === undefined).length;
  return { finished: !work.signal.aborted, stays: tally.stays + untold };
};

/** `rebuild`: views, lists and counts anew from the heads, beside live traffic. */
export const registerRebuild: Register = (program, perform) => {
  program
    .command('rebuild')
    .description('makes views, lists and counts anew from the conversations, beside live traffic')
    .action(() =>
      perform(async (work) => {
        const { finished, stays } = await rebuildAll(await work.at.backstage(), work);
        return finished && stays === 0 ? 0 : 1;
      }),
    );
};
