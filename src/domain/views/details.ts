import type { ConversationDetails } from '../../contract/analytics.ts';
import { getDetails } from '../../contract/routes/analytics.ts';
import { admit } from '../head/admit.ts';
import { leaseFor, tookPart } from '../head/audience.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Fact, RecordStore, WrapUpNotes } from '../timeline/fact.ts';
import { factsFor } from '../timeline/read-timeline.ts';
import { foldDetails } from './fold-details.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts' | 'wrapUpNotes'>;
  readonly clock: Clock;
}

/** Whether and by whom it is monitored, for a reader who may know. */
const monitorFor = (
  head: Head,
  userId: string,
  now: number,
): Pick<ConversationDetails, 'isMonitored' | 'monitor'> => {
  if (tookPart(head, userId)) return {};
  const lease = leaseFor(head, userId, now);
  if (lease === undefined) return { isMonitored: false };
  const monitor = { userId: lease.supervisorId, name: lease.name, startTime: iso(lease.since) };
  return { isMonitored: true, monitor };
};

/** How long ago (ms) anybody wrote, and the customer. */
const agesOf = (
  { lastTime, customerTime }: Head,
  now: number,
): Pick<ConversationDetails, 'lastMessageAge' | 'lastCustomerMessageAge'> => ({
  lastMessageAge: Math.max(0, now - lastTime),
  ...(customerTime === undefined ? {} : { lastCustomerMessageAge: Math.max(0, now - customerTime) }),
});

/** A conversation's details for one reader; wrap-ups' notes where they are given. */
export const detailsFor = (
  head: Head,
  facts: readonly Fact[],
  me: Principal,
  now: number,
  notes: WrapUpNotes = {},
): ConversationDetails => {
  const visible = factsFor(head, facts, me.userId);
  return {
    conversationId: head.conversationId,
    conversationStart: iso(head.startTime),
    ...(head.endTime === undefined ? {} : { conversationEnd: iso(head.endTime) }),
    originatingDirection: 'inbound',
    divisionIds: [head.divisionId],
    queueId: head.queueId,
    messageType: head.messageType,
    ...monitorFor(head, me.userId, now),
    ...(head.state === 'ended' ? {} : agesOf(head, now)),
    participants: foldDetails(visible, head.messageType, notes),
  };
};

/** A conversation's details: participants with their segments and metrics. Errors: not.found. */
export const readDetails = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
): Promise<ConversationDetails> => {
  const { head } = await admit(deps, me, getDetails.access, { conversationId });
  const [facts, notes] = await Promise.all([deps.records.facts(head), deps.records.wrapUpNotes(head)]);
  return detailsFor(head, facts, me, deps.clock.now(), notes);
};

/** Several conversations' details, each as it would be answered alone; those that the caller may not see are left out. */
export const readSeveralDetails = async (
  deps: Deps,
  me: Principal,
  conversationIds: readonly string[],
): Promise<{ conversations: ConversationDetails[] }> => {
  const found = await Promise.all(
    [...new Set(conversationIds)].map((id) =>
      readDetails(deps, me, id).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'not.found') return undefined;
        throw error;
      }),
    ),
  );
  return { conversations: found.filter((details) => details !== undefined) };
};
