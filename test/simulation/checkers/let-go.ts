import type { Head } from '../../../src/domain/head/head.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';
import type { World } from '../world.ts';

const violated = (message: string): never => {
  throw new Violation('what is let go of is gone', message);
};

const erased = async ({ stores }: World, head: Head, where: string): Promise<void> => {
  const said = (await stores.transcript.after(head, 0, 1_000)).filter(({ type }) => type !== 'Lost');
  if (said.length > 0) violated(`${where}: ${said.length} messages are there again`);
  const left = stores.kept(head).filter((expires) => expires === undefined);
  if (left.length > 0) violated(`${where}: ${left.length} items are kept of it`);
  if ((await stores.interactions.get(head)) !== undefined) violated(`${where}: a view lists it`);
  if (JSON.stringify(head).includes('~')) violated(`${where}: its head names somebody`);
};

/**
 * Of an erased conversation nothing is kept in the end but places that say that they were lost, though anything came late,
 * again or redriven. Of one that its tenant keeps for a time, all that is kept goes at that time.
 */
export const letGo: NewChecker = () => {
  const limited = new Set<string>();
  const expected = new Set<string>();
  return {
    watch(seen) {
      if (seen.kind === 'answer' && seen.task.action === 'retention')
        limited.add(seen.task.actor.me.tenantId);
      if (seen.kind === 'head' && seen.old?.state === 'inProgress' && seen.next.state === 'ended')
        if (limited.has(seen.next.tenantId))
          expected.add(`${seen.next.tenantId}/${seen.next.conversationId}`);
    },
    async settle({ world }) {
      for (const head of [...world.heads('ta'), ...world.heads('tb')]) {
        const where = `${head.tenantId}/${head.conversationId}`;
        if (head.erased) await erased(world, head, where);
        else if (head.keptUntil === undefined && expected.has(where)) violated(`${where}: is kept for ever`);
        else if (head.keptUntil !== undefined && world.stores.kept(head).includes(undefined))
          violated(`${where}: expires, and something of it does not`);
      }
    },
  };
};
