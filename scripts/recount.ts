import { Command } from 'commander';
import { dynamoInteractionStore } from '../src/adapters/dynamodb/interaction-store.ts';
import { dynamoQueueStore } from '../src/adapters/dynamodb/routing-stores.ts';
import { documentClient } from '../src/adapters/dynamodb/table.ts';
import { isExact, recountQueue } from '../src/domain/views/recount.ts';

const flags = new Command('recount')
  .description('Counts the interactions in progress of each queue anew and compares (docs/runbook.md)')
  .requiredOption('--tenant <id>', 'whose queues')
  .requiredOption('--records-table <name>')
  .requiredOption('--directory-table <name>')
  .option('--queue <id...>', 'these alone, also such as are deleted')
  .parse()
  .opts<{ tenant: string; recordsTable: string; directoryTable: string; queue?: string[] }>();

const client = documentClient();
const interactions = dynamoInteractionStore(client, flags.recordsTable);
const queueIds = [...(flags.queue ?? [])];
if (flags.queue === undefined)
  for await (const { id } of dynamoQueueStore(client, flags.directoryTable).all(flags.tenant))
    queueIds.push(id);
let wrong = 0;
for (const queueId of queueIds) {
  const recounted = await recountQueue({ interactions }, flags.tenant, queueId);
  if (!isExact(recounted)) wrong += 1;
  const { kept, found } = recounted;
  const words = isExact(recounted) ? 'exact' : `differs, found ${found.waiting} and ${found.interacting}`;
  process.stdout.write(`${queueId}: ${kept.waiting} waiting, ${kept.interacting} interacting: ${words}\n`);
}
client.destroy();
process.stdout.write(`${queueIds.length} queues, ${wrong} differ\n`);
process.exitCode = wrong > 0 ? 1 : 0;
