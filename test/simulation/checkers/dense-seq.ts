import { limits } from '../../../src/contract/limits.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { readPage, showLost } from '../../../src/domain/transcript/read-transcript.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('I3 dense seq', message);
};

const wrapUps = (head: Head | undefined) =>
  Object.values(head?.participants ?? {}).map((participant) => participant.wrapupCode ?? null);

/** I3. A seq is given once, the next after the last; in the end each holds a message or says that it was lost. */
export const denseSeq: NewChecker = () => ({
  watch(seen) {
    if (seen.kind !== 'head') return;
    const { old, next } = seen;
    const taken = next.seq - (old?.seq ?? 0);
    const speaks = next.change === 'message' || next.change === 'started';
    const most = !speaks ? 0 : seen.by?.action.startsWith('deliver together') ? limits.recentMessages : 1;
    if (taken > most || taken < Math.min(1, most))
      violated(`${next.conversationId}: a ${next.change} takes ${taken} places`);
    if (old?.state !== 'ended') return;
    const wrapsUp =
      JSON.stringify([wrapUps(old), old.wrapped]) !== JSON.stringify([wrapUps(next), next.wrapped]);
    const letsGo = next.erased === true || next.keptUntil !== old.keptUntil;
    if (!wrapsUp && !letsGo) violated(`${next.conversationId}: changes after its end`);
  },
  async settle({ world }) {
    const deps = { transcript: world.stores.transcript, clock: { now: () => world.now } };
    for (const head of [...world.heads('ta'), ...world.heads('tb')].filter((one) => !one.erased)) {
      const { entries } = await readPage(deps, head, 0, 1_000, showLost);
      entries.forEach(({ seq }, index) => {
        if (seq !== index + 1) violated(`${head.conversationId}: ${seq} stands at ${index + 1}`);
      });
      if (entries.length !== head.seq)
        violated(`${head.conversationId}: ${entries.length} of ${head.seq} can be read`);
    }
  },
});
