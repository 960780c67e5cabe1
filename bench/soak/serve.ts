import { callEngine } from '../../local/engine/call-engine.ts';
import { startLocal } from '../../local/start-local.ts';
import { endWithForker } from '../local/forked.ts';
import { residentOf } from '../resident.ts';

/** What this process is told to do. */
export type Order =
  | { readonly do: 'kill the engine' }
  | { readonly do: 'kill a function'; readonly chance: number }
  | { readonly do: 'poison'; readonly tenantId: string; readonly conversationId: string };

/** What it tells: where it serves, and the memory of this process and its engine. */
export interface Told {
  readonly url: string;
  readonly residentMb: number;
}

/** A process of its own: the local runtime over an assembly, with its data kept, in which things are killed when told so. */
const [assemblyDir, dataDir] = process.argv.slice(2);
if (assemblyDir === undefined || dataDir === undefined || process.send === undefined)
  throw new Error('forked by the soak only');

// Functions that are idle for a moment go, so that cold starts are part of it.
const local = await startLocal({ assemblyDir, dataDir, port: 0, idleMs: 5_000, environments: 28 });

/** A change of a head that no consumer can read: it fails for good, and is parked in the end. */
const poison = (tenantId: string, conversationId: string): Promise<unknown> =>
  callEngine(local.engineEndpoint, 'DynamoDB_20120810.PutItem', {
    TableName: local.tableNames.find((name) => name.includes('Conversations')),
    Item: { pk: { S: `T#${tenantId}#C#${conversationId}` }, change: { S: 'started' }, rev: { S: 'none' } },
  });

const obey = (order: Order): void => {
  const pid = local.enginePid();
  const running = local.functions();
  if (order.do === 'kill the engine' && pid !== undefined) process.kill(-pid, 'SIGKILL');
  else if (order.do === 'kill a function') running[Math.floor(order.chance * running.length)]?.crash();
  else if (order.do === 'poison')
    poison(order.tenantId, order.conversationId).catch((error: unknown) => {
      process.stderr.write(`nothing was poisoned: ${(error as Error).message}\n`);
    });
};

process.on('message', obey);
endWithForker(() => {
  clearInterval(telling);
  return local.stop();
});
const tell = (): void => {
  if (process.connected)
    process.send?.({ url: local.url, residentMb: residentOf(process.pid) } satisfies Told);
};
const telling = setInterval(tell, 500);
tell();
