import type { Timeline } from '../../contract/timeline.ts';
import type { Principal } from '../access/principal.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { visibleHead } from '../conversation/visible-head.ts';
import { factsFor } from './facts-for.ts';
import type { RecordStore } from './record-store.ts';
import { timelineOf } from './timeline-of.ts';

/** A conversation's timeline, oldest first. Errors: not.found. */
export const readTimeline = async (
  deps: { readonly heads: HeadStore; readonly records: RecordStore },
  me: Principal,
  conversationId: string,
): Promise<Timeline> => {
  const head = await visibleHead(deps, me, conversationId);
  return timelineOf(factsFor(head, await deps.records.facts(head), me.userId));
};
