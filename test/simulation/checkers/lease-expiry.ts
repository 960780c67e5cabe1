import { limits } from '../../../src/contract/limits.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('I7 expiry', message);
};

const onHead = (old: Head | undefined, next: Head): void => {
  const where = `${next.conversationId}.m${next.fence}`;
  const { lease } = next;
  if (lease !== undefined && lease.expires - lease.seen > limits.leaseMs)
    violated(`${where}: lives ${lease.expires - lease.seen} ms after it was seen`);
  if (lease !== undefined && next.state === 'ended') violated(`${where}: outlives its conversation`);
  if (lease !== undefined && next.participants[lease.participantId] === undefined)
    violated(`${where}: monitors someone who is not there`);
  if (old?.lease === undefined || old.fence !== next.fence) return;
  if (lease === undefined) {
    if (next.closed?.type === 'client' && old.lease.expires <= next.changed)
      violated(`${where}: is released after its expiry`);
    return;
  }
  if (lease.expires < old.lease.expires || lease.seen < old.lease.seen)
    violated(`${where}: is taken back from ${old.lease.expires} to ${lease.expires}`);
  if (lease.expires !== old.lease.expires && old.lease.expires <= lease.seen)
    violated(`${where}: is renewed after its expiry`);
};

/**
 * I7. A lease lives a fixed time after its holder was last seen, and never longer than its conversation or its agent;
 * once expired nothing revives it, nobody reads by it, and in the end somebody has closed it.
 */
export const leaseExpiry: NewChecker = (clock) => {
  const until = new Map<string, number>();
  return {
    watch(seen) {
      if (seen.kind === 'head') {
        const { next } = seen;
        onHead(seen.old, next);
        if (next.lease !== undefined)
          until.set(`${next.conversationId}/${next.tenantId}/${next.lease.supervisorId}`, next.lease.expires);
      }
      if (seen.kind !== 'answer' || seen.task.action !== 'read') return;
      const { nextUri, entities } = seen.value as { nextUri?: string; entities: { id: string }[] };
      const id = entities[0]?.id.replace(/\.\d+$/, '') ?? nextUri;
      if (id === undefined) return;
      const { startedAt, actor } = seen.task;
      const expires = until.get(`${id}/${actor.key}`) ?? 0;
      const skew = clock.nowFor(actor.key) - clock.nowFor('');
      if (expires <= startedAt + skew) violated(`${actor.key} reads ${id} without a lease`);
    },
    async settle({ world }) {
      for (const head of [...world.heads('ta'), ...world.heads('tb')])
        if (head.lease !== undefined) violated(`${head.conversationId}: nobody closes its expired session`);
      for await (const { conversationId, fence } of world.stores.records.held())
        violated(`${conversationId}.m${fence} is remembered as held`);
    },
  };
};
