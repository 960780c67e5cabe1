import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { dynamoChannelStore } from '../../src/adapters/dynamodb/channel-store.ts';
import { headFromItem } from '../../src/adapters/dynamodb/head-item.ts';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { auditPk, oversightKey } from '../../src/adapters/dynamodb/keys.ts';
import { partition } from '../../src/adapters/dynamodb/table.ts';
import { gatewaySockets } from '../../src/adapters/sockets.ts';
import { releaseBy, sweep } from '../../src/domain/head/monitoring-transitions.ts';
import { canonical } from '../../src/domain/shared/oversight.ts';
import { metadataFrame } from '../../src/domain/sockets/fan-out.ts';
import type { Backstage } from '../installation.ts';
import { itemAt } from '../walks/items-of.ts';
import { itemsOfTenant, tenantPrefix } from './moved-items.ts';

/** Tells every open socket of the tenant that it is being moved, closes it, and forgets its channel. */
export const closeSockets = async (from: Backstage, tenantId: string): Promise<number> => {
  const { dynamodb, output, connections } = from;
  const channels = dynamoChannelStore(dynamodb, output('SocketsTable'));
  const sockets = gatewaySockets(connections());
  const channelPrefix = `${tenantPrefix(tenantId)}CHANNEL#`;
  let closed = 0;
  for await (const { pk, channelId, connectionId } of itemsOfTenant(
    dynamodb,
    output('SocketsTable'),
    tenantId,
  )) {
    if (!String(pk).startsWith(channelPrefix)) continue;
    if (connectionId !== undefined) {
      await sockets.push(String(connectionId), metadataFrame({ message: 'moving' }, undefined));
      await sockets.disconnect(String(connectionId));
      closed += 1;
    }
    await channels.close({ tenantId, channelId: String(channelId) });
  }
  return closed;
};

/** Ends every monitoring session of the tenant: its supervisor claims anew where the tenant is then. */
export const endSessions = async (from: Backstage, tenantId: string): Promise<number> => {
  const { dynamodb, output } = from;
  const heads = dynamoHeadStore(dynamodb, output('ConversationsTable'));
  const closed = { type: 'system', by: 'operator', reason: 'The organization was moved.' } as const;
  let ended = 0;
  for await (const item of itemsOfTenant(dynamodb, output('ConversationsTable'), tenantId)) {
    const { fence, lease, conversationId } = headFromItem(item);
    if (lease === undefined) continue;
    const now = Date.now();
    const { supervisorId } = lease;
    const live = await heads.apply({ tenantId, conversationId }, releaseBy(fence, closed, now));
    if (!live.ok) await heads.apply({ tenantId, conversationId }, sweep({ supervisorId, fence }, now));
    ended += 1;
  }
  return ended;
};

/** What the streams' consumers have not worked off yet: conversations, and audits of the last day. */
const behind = async (from: Backstage, tenantId: string): Promise<readonly string[]> => {
  const { dynamodb, output } = from;
  const rows = dynamoInteractionStore(dynamodb, output('RecordsTable'));
  const found: string[] = [];
  for await (const item of itemsOfTenant(dynamodb, output('ConversationsTable'), tenantId)) {
    const head = headFromItem(item);
    if (head.erased) continue;
    const row = await rows.get(head);
    if (row === undefined || row.rev < head.rev) found.push(`conversation ${head.conversationId}`);
  }
  const since = new Date(Date.now() - 86_400_000).toISOString();
  for await (const { sk, time } of partition(dynamodb, {
    TableName: output('DirectoryTable'),
    pk: auditPk(tenantId),
  })) {
    const source = String(sk);
    // What opens an entry's origin is no entry.
    if (source.startsWith('!') || String(time) < since) continue;
    const taken = await itemAt(dynamodb, output('RecordsTable'), oversightKey.source(tenantId, source));
    if (taken === undefined) found.push(`audit ${source}`);
  }
  return found;
};

/** A figure of a tenant's derived items: the same while none of them changes. */
const figure = async ({ dynamodb, output }: Backstage, tenantId: string): Promise<bigint> => {
  let sum = 0n;
  for await (const item of itemsOfTenant(dynamodb, output('RecordsTable'), tenantId))
    sum += createHash('sha256').update(canonical(item)).digest().readBigUInt64BE();
  return sum;
};

/** ms between two looks, and how many find something behind before it is given up: five minutes. */
const lookMs = 2_000;
const mostLooks = 150;

/**
 * Waits until the streams' consumers have worked off all that the tenant did: each conversation's row is of its newest
 * change, each audit is in the oversight log, and nothing changes any more.
 *
 * @throws Error with what is still behind after five minutes: as a rule a record that is parked
 */
export const waitForConsumers = async (
  from: Backstage,
  tenantId: string,
  signal: AbortSignal,
): Promise<void> => {
  let last: bigint | undefined;
  let late: readonly string[] = [];
  for (let look = 0; look < mostLooks && !signal.aborted; look += 1) {
    late = await behind(from, tenantId);
    const now = late.length === 0 ? await figure(from, tenantId) : undefined;
    if (now !== undefined && now === last) return;
    last = now;
    await wait(lookMs);
  }
  if (!signal.aborted)
    throw new Error(
      `The consumers are behind; see dlq list: ${late.slice(0, 5).join(', ') || 'records change'}`,
    );
};
