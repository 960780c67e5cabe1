import type { Conversation } from '../../contract/conversation.ts';
import { topics } from '../../contract/topics.ts';
import { tookPart } from '../head/audience.ts';
import type { Head } from '../head/head.ts';
import { viewFor } from '../head/views.ts';
import { type PushMessagesDeps, pushRest } from '../messages/push.ts';
import { seesDivision } from '../shared/principal.ts';
import type { ChannelStore, Subscription } from '../sockets/channel.ts';
import { eventFrame, fanOut } from '../sockets/fan-out.ts';
import { deriveFacts } from '../timeline/derive-facts.ts';
import type { Fact } from '../timeline/fact.ts';
import { tellMonitor } from '../transcript/tell-monitor.ts';

/** One change of a head, and what it means. */
export interface HeadChange {
  readonly old: Head | undefined;
  readonly next: Head;
  readonly facts: readonly Fact[];
  /** It concerns monitoring alone: nobody who takes part may receive anything for it. */
  readonly silent: boolean;
}

/** Reads a change from its images. */
export const headChange = (old: Head | undefined, next: Head): HeadChange => {
  const facts = deriveFacts(old, next);
  return { old, next, facts, silent: facts.every((fact) => fact.fence !== undefined) };
};

const presentIn = (head: Head | undefined): readonly string[] =>
  Object.values(head?.participants ?? {}).flatMap((participant) => participant.userId ?? []);

/** Those who are there after the change, or were before it. */
const present = ({ old, next }: HeadChange): ReadonlySet<string> =>
  new Set([...presentIn(old), ...presentIn(next)]);

/** Those who monitor after the change, or did before it, and never took part. */
const monitors = ({ facts, next }: HeadChange): ReadonlySet<string> => {
  const users = [
    ...facts.flatMap((fact) => (fact.fence === undefined || fact.userId === undefined ? [] : [fact.userId])),
    ...(next.lease === undefined ? [] : [next.lease.supervisorId]),
  ];
  return new Set(users.filter((userId) => !tookPart(next, userId)));
};

/**
 * The conversation as one watcher is shown it after a change, or undefined where the change is silent to them: to one
 * who takes or took part, or may not know who monitors, a change of monitoring alone is nothing at all.
 */
export const shownTo = (
  { next, silent }: HeadChange,
  watcher: { readonly userId: string; readonly knowsMonitors: boolean },
  now: number,
): Conversation | undefined => {
  const told = watcher.knowsMonitors && !tookPart(next, watcher.userId);
  return silent && !told ? undefined : viewFor(next, watcher, now);
};

interface Deps extends PushMessagesDeps {
  readonly channels: PushMessagesDeps['channels'] & Pick<ChannelStore, 'giveUp'>;
}

/**
 * Tells a user's sockets that an interaction entered, changed in, or left their panel; and others who watch the user, each
 * by their own view, where the user is there and the conversation is in a division of theirs. Nobody is told of what the
 * user monitors.
 */
const tellUser = async (
  deps: Deps,
  change: HeadChange,
  user: { readonly id: string; readonly isThere: boolean; readonly knowsMonitors: boolean },
  now: number,
): Promise<void> => {
  const { next } = change;
  const topic = topics.myConversations(user.id);
  const subscribers = await deps.channels.subscribers(next.tenantId, topic);
  const tell = async (
    to: readonly Subscription[],
    watcher: { readonly userId: string; readonly knowsMonitors: boolean },
  ): Promise<void> => {
    const view = to.length === 0 ? undefined : shownTo(change, watcher, now);
    if (view !== undefined) await fanOut(deps, to, [eventFrame(topic, view)]);
  };
  const own = subscribers.filter(({ userId }) => userId === user.id);
  const watchers = subscribers.filter(
    ({ userId, divisions = [] }) =>
      user.isThere && userId !== user.id && seesDivision({ divisions }, next.divisionId),
  );
  await Promise.all([
    tell(own, { userId: user.id, knowsMonitors: user.knowsMonitors }),
    ...watchers.map((one) => tell([one], { userId: one.userId, knowsMonitors: one.knowsMonitors === true })),
  ]);
};

/**
 * Brings the sockets that followed a session what was said in it to the last, tells them that it is over, why, and up
 * to which message it reached at the most; then takes its transcript from them, unless a newer session has it by now.
 */
const tellFormerMonitor = async (deps: Deps, head: Head, ended: Fact): Promise<void> => {
  const { fence, disconnectType } = ended;
  if (fence === undefined) return;
  const topic = topics.transcript(head.conversationId);
  const { subscriptions, reached } = await deps.channels.audience(head.tenantId, topic);
  const former = subscriptions.filter((subscription) => subscription.fence === fence);
  if (former.length === 0) return;
  // What was said in an expired session after its expiry is not its holder's.
  if (disconnectType !== 'session.expired')
    await pushRest(deps, head, fence, { subscriptions: former, reached });
  const eventBody = { type: 'MonitoringEnded', disconnectType, fence, headSeq: head.seq };
  await fanOut(deps, former, [eventFrame(topic, eventBody)]);
  await Promise.all(former.map((subscription) => deps.channels.giveUp(subscription, topic, fence)));
};

/**
 * Tells those concerned what one change means to them. Who takes part, or ever did, is told what their own view shows,
 * and receives nothing at all for a change of monitoring alone, not even a frame that looks as before.
 */
export const announceChange = async (deps: Deps, change: HeadChange): Promise<void> => {
  const { next, facts } = change;
  for (const fact of facts) if (fact.type === 'monitoring.ended') await tellFormerMonitor(deps, next, fact);
  const now = deps.clock.now();
  const [there, watching] = [present(change), monitors(change)];
  const concerned = [...new Set([...there, ...watching])].map((id) => ({
    id,
    isThere: there.has(id),
    knowsMonitors: watching.has(id),
  }));
  const monitor = next.lease?.supervisorId ?? '';
  const conversation = viewFor(next, { userId: monitor, knowsMonitors: true }, now);
  const event = { type: 'Conversation', conversation };
  await Promise.all([
    ...concerned.map((user) => tellUser(deps, change, user, now)),
    tellMonitor(deps, next, event, () => ({ type: 'Conversation' })),
  ]);
};
