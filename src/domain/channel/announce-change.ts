import type { Conversation } from '../../contract/conversation.ts';
import type { ServerFrame } from '../../contract/frames.ts';
import { topics } from '../../contract/topics.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import { participantsView, supervisorsView } from '../conversation/views.ts';
import { deriveFacts } from '../timeline/derive-facts.ts';
import type { Fact } from '../timeline/fact.ts';
import { type FanOutDeps, fanOut } from './fan-out.ts';

interface Deps extends FanOutDeps {
  readonly clock: Clock;
}

const frame = (topicName: string, eventBody: ServerFrame['eventBody']): ServerFrame => ({
  topicName,
  version: '2',
  eventBody,
  metadata: {},
});

/** Tells one user's sockets that an interaction entered, changed in, or left their panel. */
const tellUser = async (deps: Deps, head: Head, userId: string, view: Conversation): Promise<void> => {
  const topic = topics.myConversations(userId);
  const subscribers = await deps.channels.subscribers(head.tenantId, topic);
  await fanOut(deps, subscribers, frame(topic, view));
};

/** Tells the sockets that followed a session that it is over and why, and takes its transcript from them. */
const tellFormerMonitor = async (deps: Deps, head: Head, ended: Fact): Promise<void> => {
  const topic = topics.transcript(head.conversationId);
  const subscribers = await deps.channels.subscribers(head.tenantId, topic);
  const former = subscribers.filter((s) => s.fence === ended.fence);
  const eventBody = { type: 'MonitoringEnded', disconnectType: ended.disconnectType, fence: ended.fence };
  await fanOut(deps, former, frame(topic, eventBody));
  await Promise.all(former.map((subscription) => deps.channels.unsubscribe(subscription, [topic])));
};

const usersOf = (head: Head | undefined): readonly string[] =>
  Object.values(head?.participants ?? {}).flatMap((participant) => participant.userId ?? []);

/** Those who monitor after the change, or did before it. */
const monitorsOf = (next: Head, facts: readonly Fact[]): readonly string[] => [
  ...facts.flatMap((fact) => (fact.fence === undefined || fact.userId === undefined ? [] : [fact.userId])),
  ...(next.lease === undefined ? [] : [next.lease.supervisorId]),
];

/**
 * Tells those concerned what one change means to them. Whoever takes part, or did until this change, is an audience
 * of their own, whatever else they are: they are told what their own view shows, and receive nothing at all for a
 * change of monitoring alone, not even a frame that looks as before.
 */
export const announceChange = async (deps: Deps, old: Head | undefined, next: Head): Promise<void> => {
  const facts = deriveFacts(old, next);
  for (const fact of facts) if (fact.type === 'monitoring.ended') await tellFormerMonitor(deps, next, fact);
  const parties = new Set([...usersOf(old), ...usersOf(next)]);
  const monitors = new Set(monitorsOf(next, facts).filter((userId) => !parties.has(userId)));
  const silent = facts.every((fact) => fact.fence !== undefined);
  const now = deps.clock.now();
  await Promise.all([
    ...(silent ? [] : [...parties].map((id) => tellUser(deps, next, id, participantsView(next)))),
    ...[...monitors].map((id) => tellUser(deps, next, id, supervisorsView(next, now))),
  ]);
};
