import { parseTopic } from '../../../src/contract/topics.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('I1 one live holder', message);
};

const takesOver = (old: Head | undefined, next: Head): boolean =>
  next.lease !== undefined && (old?.lease === undefined || old.fence !== next.fence);

/** How far apart two clocks can be here, ms: who reads a lease may still find it live on his own. */
const skewMs = 4_000;

/**
 * I1. A lease changes hands only when it is free or has expired on the taker's clock, each time under the next fence;
 * and no transcript frame reaches anyone but the holder of its fence, nor speaks of what was said after that fence.
 */
export const oneHolder: NewChecker = () => {
  const holders = new Map<string, string>();
  const entitled = new Map<string, number>();
  const onHead = (old: Head | undefined, next: Head): void => {
    const where = `${next.tenantId}/${next.conversationId}`;
    const step = next.fence - (old?.fence ?? 0);
    if (step !== (takesOver(old, next) ? 1 : 0)) violated(`${where}: the fence moves by ${step}`);
    if (next.lease === undefined) return;
    const session = `${where}.m${next.fence}`;
    if (takesOver(old, next)) {
      if (old?.lease !== undefined && old.lease.expires > next.lease.since)
        violated(`${where}: ${next.lease.supervisorId} takes over what ${old.lease.supervisorId} holds`);
      holders.set(session, `${next.tenantId}/${next.lease.supervisorId}`);
    } else if (holders.get(session) !== `${next.tenantId}/${next.lease.supervisorId}`)
      violated(`${session}: another holder under the same fence`);
    if (next.lease.expires + skewMs > next.lastTime || next.change !== 'message')
      entitled.set(session, next.seq);
  };
  return {
    watch(seen) {
      if (seen.kind === 'head') return onHead(seen.old, seen.next);
      if (seen.kind !== 'frame') return;
      const topic = parseTopic(seen.frame.topicName);
      const { seq } = seen.frame.eventBody;
      const { fence } = seen.frame.metadata;
      if (topic?.kind !== 'transcript' || fence === undefined) return;
      const session = `${seen.to.me.tenantId}/${topic.id}.m${fence}`;
      if (holders.get(session) !== seen.to.key) violated(`${seen.to.key} receives a frame of ${session}`);
      if (typeof seq === 'number' && seq > (entitled.get(session) ?? 0))
        violated(`${session} receives ${seq}, said after its lease`);
    },
  };
};
