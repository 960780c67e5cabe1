import type { Timeline } from '../../contract/timeline.ts';
import type { Principal } from '../access/principal.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { visibleHead } from '../conversation/visible-head.ts';
import type { Fact } from './fact.ts';
import type { RecordStore } from './record-store.ts';
import { timelineEntry } from './timeline-entry.ts';

/** What one reader may see of the facts: whoever took part sees nothing of monitoring, then or later. */
const factsFor = (facts: readonly Fact[], userId: string): readonly Fact[] => {
  const tookPart = facts.some((fact) => fact.type === 'participant.connected' && fact.userId === userId);
  return tookPart ? facts.filter((fact) => fact.fence === undefined) : facts;
};

/** A conversation's timeline, oldest first. Errors: not.found. */
export const readTimeline = async (
  deps: { readonly heads: HeadStore; readonly records: RecordStore },
  me: Principal,
  conversationId: string,
): Promise<Timeline> => {
  const head = await visibleHead(deps, me, conversationId);
  const facts = factsFor(await deps.records.facts(head), me.userId);
  return { entities: facts.map(timelineEntry) };
};
