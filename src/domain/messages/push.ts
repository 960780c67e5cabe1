import type { ServerFrame } from '../../contract/frames.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import type { ConversationKey, Head } from '../head/head.ts';
import type { PanelStore } from '../monitoring/panel-store.ts';
import type { Pause } from '../shared/clock.ts';
import type { Audience, ChannelStore, Reached, Subscription } from '../sockets/channel.ts';
import { type FanOutDeps, fanOut } from '../sockets/fan-out.ts';
import { inOrder, type Scope } from '../transcript/in-order.ts';
import { type Entry, messageId, type TranscriptStore, transcriptEntry } from '../transcript/message.ts';
import type { Handed, Notice } from '../transcript/notice.ts';
import { sealLost } from '../transcript/read-transcript.ts';
import { byReference, entryFrame, fitting } from '../transcript/tell-monitor.ts';
import { type DeliveryStore, messageStatus } from './delivery.ts';
import { guestFrame, guestTypingFrame } from './guest-message.ts';

/** What pushing messages needs. */
export interface PushMessagesDeps extends FanOutDeps {
  readonly channels: FanOutDeps['channels'] & Pick<ChannelStore, 'audience' | 'reach'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly pause: Pause;
}

/** What pushing messages and notices needs. */
export interface PushDeps extends PushMessagesDeps {
  readonly transcript: Pick<TranscriptStore, 'after' | 'put'>;
  readonly panels: Pick<PanelStore, 'get' | 'attributes'>;
  readonly deliveries: Pick<DeliveryStore, 'get'>;
}

type Typing = Extract<Notice, { kind: 'typing' }>;

const entriesOf = (handed: readonly Handed[]): readonly Entry[] => handed.flatMap(({ entry }) => entry ?? []);

/** Pushes what is new of a topic, in order, and keeps how far that was. */
const pushInOrder = async (
  deps: PushMessagesDeps,
  key: ConversationKey,
  to: {
    readonly topic: string;
    readonly scope: Scope;
    readonly subscriptions: readonly Subscription[];
    /** How far the scope was pushed. */
    readonly before: Reached | undefined;
    readonly frame: (entry: Entry) => ServerFrame | undefined;
  },
  handed: readonly Entry[],
  last = Math.max(0, ...handed.map(({ seq }) => seq)),
): Promise<number> => {
  if (last === 0) return 0;
  const { entries, reached } = await inOrder(deps, key, to.scope, to.before, handed, last);
  await fanOut(
    deps,
    to.subscriptions,
    entries.flatMap((entry) => to.frame(entry) ?? []),
  );
  await deps.channels.reach(key.tenantId, to.topic, reached, deps.clock.now());
  return reached.upTo;
};

/** Whether somebody wrote since, or it is long ago: nobody is shown typing what they see already. */
const isTooLate = ({ afterSeq, time }: Typing, pushedUpTo: number, now: number): boolean =>
  pushedUpTo > afterSeq || now - time > limits.typingMs;

/** What a notice says now; undefined where it is too late to say it. */
const noticeBody = async (
  deps: PushDeps,
  notice: Notice,
  pushedUpTo: number,
): Promise<
  { readonly whole: ServerFrame['eventBody']; readonly reduced: ServerFrame['eventBody'] } | undefined
> => {
  if (notice.kind === 'typing') {
    const { participantId, purpose, afterSeq } = notice;
    if (isTooLate(notice, pushedUpTo, deps.clock.now())) return undefined;
    const body = { type: 'Typing', participantId, purpose, afterSeq };
    return { whole: body, reduced: body };
  }
  if (notice.kind === 'attributes') {
    const { participantId } = notice;
    const attributes = (await deps.panels.attributes(notice))[participantId] ?? {};
    const reduced = { type: 'Attributes', participantId };
    return { whole: { ...reduced, attributes }, reduced };
  }
  if (notice.kind === 'delivery') {
    const { messageSeq, conversationId } = notice;
    const delivery = await deps.deliveries.get({ ...notice, seq: messageSeq });
    const id = messageId(conversationId, messageSeq);
    const body = { type: 'Delivery', messageId: id, status: messageStatus(delivery) };
    return { whole: body, reduced: body };
  }
  if (notice.kind === 'files') {
    const [entry] = await deps.transcript.after(notice, notice.messageSeq - 1, 1);
    if (entry?.seq !== notice.messageSeq || entry.type !== 'Text') return undefined;
    return { whole: transcriptEntry(entry), reduced: byReference(entry) };
  }
  const panel = await deps.panels.get(notice, notice.panelId);
  if (panel === undefined) return undefined;
  const { data: _, ...rest } = panel;
  const dataUri = `/api/v2/conversations/messages/${notice.conversationId}/panels/${panel.id}`;
  return { whole: { type: 'Panel', panel }, reduced: { type: 'Panel', panel: { ...rest, dataUri } } };
};

/** To the sockets of each session under whose fence something was taken, and to no others. */
const toMonitor = async (deps: PushDeps, key: ConversationKey, handed: readonly Handed[]): Promise<void> => {
  const topic = topics.transcript(key.conversationId);
  const { subscriptions, reached } = await deps.channels.audience(key.tenantId, topic);
  for (const fence of new Set(handed.flatMap(({ to }) => to.fence ?? []))) {
    const own = handed.filter(({ to }) => to.fence === fence);
    const entitled = subscriptions.filter((subscription) => subscription.fence === fence);
    if (entitled.length === 0) continue;
    const frame = (entry: Entry) => entryFrame(entry, fence);
    const scope = { name: `${fence}`, holds: true };
    const before = reached.get(scope.name);
    const to = { topic, scope, subscriptions: entitled, before, frame };
    const pushedUpTo = await pushInOrder(deps, key, to, entriesOf(own));
    const upTo = Math.max(pushedUpTo, before?.upTo ?? 0);
    for (const { notice } of own) {
      const body = notice === undefined ? undefined : await noticeBody(deps, notice, upTo);
      if (body !== undefined)
        await fanOut(deps, entitled, [fitting(topic, body.whole, fence, () => body.reduced)]);
    }
  }
};

/**
 * Whether the guest's own words, which are pushed to nobody, are all there is to push: what is behind is known by then,
 * unless something waits for them, or they are so many that the next of another would lie too far behind.
 */
const bringNothing = (own: readonly Entry[], before: Reached | undefined): boolean =>
  own.every((entry) => entry.type === 'Text' && entry.purpose === 'customer') &&
  before?.held === undefined &&
  Math.max(0, ...own.map(({ seq }) => seq)) - (before?.upTo ?? 0) < limits.transcriptPage / 2;

/** To the sockets of the guest whom others' words and typing are for. */
const toGuest = async (
  deps: PushDeps,
  key: ConversationKey,
  guestId: string,
  handed: readonly Handed[],
): Promise<void> => {
  const topic = topics.guestMessages(guestId);
  const { subscriptions, reached } = await deps.channels.audience(key.tenantId, topic);
  if (subscriptions.length === 0) return;
  const frame = (entry: Entry) => guestFrame(topic, entry);
  const scope = {
    name: key.conversationId,
    holds: true,
    seal: sealLost(deps.transcript),
    fromStart: true,
  } as const;
  const before = reached.get(scope.name);
  const to = { topic, scope, subscriptions, before, frame };
  const entries = entriesOf(handed);
  const pushedUpTo = bringNothing(entries, before) ? 0 : await pushInOrder(deps, key, to, entries);
  const upTo = Math.max(pushedUpTo, before?.upTo ?? 0);
  const types = handed.some(
    ({ notice }) => notice?.kind === 'typing' && !isTooLate(notice, upTo, deps.clock.now()),
  );
  if (types) await fanOut(deps, subscriptions, [guestTypingFrame(topic, key.conversationId)]);
};

/**
 * Pushes what one conversation's stream handed over: messages in the order of their seqs, then notices. Pushing twice
 * does no harm: what was pushed is known by how far the topic was reached, and notices say what is so now.
 */
export const push = async (
  deps: PushDeps,
  key: ConversationKey,
  handed: readonly Handed[],
): Promise<void> => {
  const forMonitor = handed.filter(({ to }) => to.fence !== undefined);
  const guests = new Set(handed.flatMap(({ to }) => to.guestId ?? []));
  await Promise.all([
    forMonitor.length > 0 ? toMonitor(deps, key, forMonitor) : undefined,
    ...[...guests].map((guestId) =>
      toGuest(
        deps,
        key,
        guestId,
        handed.filter(({ to }) => to.guestId === guestId),
      ),
    ),
  ]);
};

/** Pushes what a session that is over has not been pushed yet: its end, told by another stream, must not overtake it. */
export const pushRest = async (
  deps: PushMessagesDeps,
  head: Head,
  fence: number,
  { subscriptions, reached }: Audience,
): Promise<void> => {
  const scope = { name: `${fence}`, holds: false };
  const before = reached.get(scope.name);
  if (before === undefined || (before.upTo >= head.seq && before.missing.length === 0)) return;
  const frame = (entry: Entry) => entryFrame(entry, fence);
  const to = { topic: topics.transcript(head.conversationId), scope, subscriptions, before, frame };
  await pushInOrder(deps, head, to, [], head.seq);
};
