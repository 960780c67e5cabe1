import type { MonitorChannel } from '../../client/client.ts';
import type { Call } from '../../client/rest/call.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import type { Following } from '../../client/transcript/follow-transcript.ts';
import type { StreamEnd } from '../../client/transcript/stream-event.ts';
import { Conversation } from '../../src/contract/conversation.ts';
import type { MonitoringSession } from '../../src/contract/monitoring.ts';
import { Panel } from '../../src/contract/panel.ts';
import { getMessages } from '../../src/contract/routes/conversations.ts';
import { getSession, startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getPanel, getPanels } from '../../src/contract/routes/panels.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { type Store, withEntry } from '../store.ts';
import { again } from './again.ts';
import { Delivery, hasReceipts, movedOn, sentIds } from './deliveries.ts';
import type { Facts, Watch } from './facts.ts';
import { followedName } from './interaction-of.ts';
import { readMonitor, readNewest } from './read-session.ts';
import { typistOf } from './typist.ts';

/** ms for which entries are gathered before they are drawn. */
const gatherMs = 30;

interface Deps {
  readonly call: Call;
  readonly channel: MonitorChannel;
  readonly store: Store<Facts>;
  readonly signal: AbortSignal;
  readonly take: (conversation: Conversation) => void;
}

/** My monitoring: what I claim, follow and give up. */
export interface Watches {
  /** Claims a conversation at one of its agents, with a reason for the log, and follows it. Rejects with the API's refusal. */
  start(conversationId: string, participantId: string, reason?: string): Promise<void>;
  /** Stops at once; the API is told behind it. */
  stop(conversationId: string): Promise<void>;
  /** Reads again what no frame repeats, as after a gap: panels, and how far messages have come. */
  fill(): Promise<void>;
  /** Follows a session that I hold already, as after a reload. */
  resume(sessionId: string): Promise<void>;
  /** Takes a watch that is over off the page. */
  forget(conversationId: string): void;
  /** Everything that has come was looked at. */
  seen(conversationId: string): void;
}

/** Keeps the sessions of this user in the store, each with its transcript and panels. */
export const createWatches = ({ call, channel, store, signal, take }: Deps): Watches => {
  const followings = new Map<string, Following>();
  const gatherings = new Map<string, TranscriptEntry[]>();

  const change = (conversationId: string, fence: number, make: (watch: Watch) => Watch): void =>
    store.patch((facts) => {
      const watch = facts.watches.get(conversationId);
      if (watch === undefined || watch.session.fence !== fence) return facts;
      return { ...facts, watches: withEntry(facts.watches, conversationId, make(watch)) };
    });

  /** Puts what was gathered into the transcript; a place that was lost and is filled after all takes its text. */
  const handIn = (conversationId: string, fence: number): void => {
    const gathered = gatherings.get(conversationId) ?? [];
    gatherings.delete(conversationId);
    if (gathered.length === 0) return;
    const latest = gathered.findLast(({ purpose }) => purpose === 'customer');
    if (latest !== undefined)
      store.patch((facts) => {
        const interaction = facts.interactions.get(conversationId);
        const customerTime = Date.parse(latest.time);
        if (interaction === undefined || (interaction.customerTime ?? 0) >= customerTime) return facts;
        const heard = { ...interaction, customerTime };
        return { ...facts, interactions: withEntry(facts.interactions, conversationId, heard) };
      });
    change(conversationId, fence, ({ typing, ...known }) => {
      const last = known.entries.at(-1)?.seq ?? 0;
      const late = new Map(gathered.filter(({ seq }) => seq <= last).map((entry) => [entry.seq, entry]));
      const before =
        late.size === 0 ? known.entries : known.entries.map((entry) => late.get(entry.seq) ?? entry);
      const news = gathered.filter(({ seq }) => seq > last);
      const isAnswered = news.some(({ purpose }) => purpose === typing?.purpose);
      return {
        ...known,
        entries: [...before, ...news],
        unseen: known.caughtUp ? known.unseen + news.length : 0,
        ...(typing === undefined || isAnswered ? {} : { typing }),
      };
    });
  };

  /** Entries of a backfill come one by one: the page draws some of them at a time. */
  const gather = (conversationId: string, fence: number, entry: TranscriptEntry): void => {
    const gathered = gatherings.get(conversationId);
    if (gathered !== undefined) gathered.push(entry);
    else {
      gatherings.set(conversationId, [entry]);
      setTimeout(() => handIn(conversationId, fence), gatherMs);
    }
  };

  const readPanels = async (conversationId: string, fence: number): Promise<void> => {
    const { entities } = await again(signal, () => call(getPanels, { params: { conversationId }, signal }));
    change(conversationId, fence, (watch) => {
      const panels = new Map(watch.panels);
      for (const panel of entities)
        if ((panels.get(panel.id)?.version ?? 0) < panel.version) panels.set(panel.id, panel);
      return { ...watch, panels };
    });
  };

  const readDeliveries = async (conversationId: string, fence: number): Promise<void> => {
    const { interactions, watches } = store.get();
    const entries = watches.get(conversationId)?.entries ?? [];
    if (!hasReceipts(interactions.get(conversationId)?.messageType)) return;
    const ids = sentIds(entries);
    if (ids.length === 0) return;
    const { entities } = await again(signal, () =>
      call(getMessages, { params: { conversationId }, body: ids, signal }),
    );
    change(conversationId, fence, (watch) => ({
      ...watch,
      deliveries: entities.reduce((known, { id, status }) => movedOn(known, id, status), watch.deliveries),
    }));
  };

  const showPanel = async (conversationId: string, fence: number, body: unknown): Promise<void> => {
    const told = Panel.partial({ data: true }).safeParse(body);
    if (!told.success) return;
    const panelId = told.data.id;
    const panel =
      told.data.data === undefined
        ? await again(signal, () => call(getPanel, { params: { conversationId, panelId }, signal }))
        : { ...told.data, data: told.data.data };
    change(conversationId, fence, (watch) => {
      if ((watch.panels.get(panelId)?.version ?? 0) >= panel.version) return watch;
      return { ...watch, panels: withEntry(watch.panels, panelId, { ...panel, changedAt: Date.now() }) };
    });
  };

  const notice = (conversationId: string, fence: number, body: Readonly<Record<string, unknown>>): void => {
    if (body.type === 'Typing') {
      const typing = typistOf(body);
      if (typing !== undefined) change(conversationId, fence, (watch) => ({ ...watch, typing }));
    } else if (body.type === 'Delivery') {
      const told = Delivery.safeParse(body);
      if (told.success)
        change(conversationId, fence, (watch) => ({
          ...watch,
          deliveries: movedOn(watch.deliveries, told.data.messageId, told.data.status),
        }));
    } else if (body.type === 'Panel') showPanel(conversationId, fence, body.panel).catch(() => undefined);
    else if (body.type === 'Conversation') {
      const conversation = Conversation.safeParse(body.conversation);
      if (conversation.success) take(conversation.data);
      change(conversationId, fence, (watch) => ({
        ...watch,
        agent: followedName(store.get().interactions.get(conversationId), watch),
        turns: watch.turns + 1,
      }));
    }
  };

  const end = async (conversationId: string, fence: number, how: StreamEnd): Promise<void> => {
    const facts: Watch['end'] = {
      reason: how.reason,
      time: Date.now(),
      ...(how.disconnectType === undefined ? {} : { disconnectType: how.disconnectType }),
    };
    followings.delete(conversationId);
    change(conversationId, fence, ({ typing: _, ...watch }) => ({
      ...watch,
      end: facts,
      turns: watch.turns + 1,
    }));
    const now = await readMonitor(call, conversationId, signal);
    if (now !== undefined)
      change(conversationId, fence, (watch) => ({ ...watch, end: { ...facts, monitorNow: now } }));
  };

  const follow = (session: MonitoringSession): void => {
    const { conversationId, fence } = session;
    followings.get(conversationId)?.stop();
    const watch: Watch = {
      conversationId,
      session,
      agent: followedName(store.get().interactions.get(conversationId), { session }),
      entries: [],
      caughtUp: false,
      panels: new Map(),
      deliveries: new Map(),
      unseen: 0,
      turns: 0,
    };
    store.patch((facts) => ({ ...facts, watches: withEntry(facts.watches, conversationId, watch) }));
    readPanels(conversationId, fence).catch(() => undefined);
    const following = channel.followTranscript(conversationId, {
      fence,
      // The claim's answer brings the newest messages: they are drawn before anything else is asked for.
      ...(session.transcript === undefined ? {} : { newest: session.transcript }),
      onEarlier: (earlier) =>
        change(conversationId, fence, (known) => ({ ...known, entries: [...earlier, ...known.entries] })),
      onEntry: (entry) => gather(conversationId, fence, entry),
      onCaughtUp: () => {
        handIn(conversationId, fence);
        change(conversationId, fence, (known) => ({ ...known, caughtUp: true }));
        readDeliveries(conversationId, fence).catch(() => undefined);
      },
      onNotice: (body) => notice(conversationId, fence, body),
      onEnd: (how) => {
        handIn(conversationId, fence);
        void end(conversationId, fence, how);
      },
    });
    followings.set(conversationId, following);
  };

  return {
    start: async (conversationId, participantId, reason) => {
      const session = await call(startMonitoring, {
        params: { conversationId, participantId },
        body: reason === undefined ? {} : { reason },
        signal,
      });
      const known = store.get().watches.get(conversationId);
      if (known !== undefined && known.end === undefined && known.session.fence === session.fence)
        change(conversationId, session.fence, (watch) => ({ ...watch, session }));
      else follow(session);
    },
    stop: async (conversationId) => {
      const watch = store.get().watches.get(conversationId);
      if (watch === undefined || watch.end !== undefined) return;
      followings.get(conversationId)?.stop();
      followings.delete(conversationId);
      const { fence, id: sessionId } = watch.session;
      const over = { reason: 'monitoring.ended', disconnectType: 'client', time: Date.now() };
      change(conversationId, fence, (known) => ({ ...known, end: over, turns: known.turns + 1 }));
      store.patch((facts) => {
        const interaction = facts.interactions.get(conversationId);
        if (interaction?.monitor?.userId !== facts.me.id) return facts;
        const { monitor: _, ...free } = interaction;
        return { ...facts, interactions: withEntry(facts.interactions, conversationId, free) };
      });
      await again(signal, () => call(stopMonitoring, { params: { sessionId }, signal })).catch((error) => {
        // A session that is over already is what was asked for.
        if (!(error instanceof ProblemError) || ![404, 412].includes(error.status)) throw error;
      });
    },
    fill: async () => {
      const followed = [...store.get().watches.values()].filter(({ end }) => end === undefined);
      await Promise.all(
        followed.flatMap(({ conversationId, session: { fence } }) => [
          readPanels(conversationId, fence),
          readDeliveries(conversationId, fence),
        ]),
      );
    },
    resume: async (sessionId) => {
      const session = await again(signal, () => call(getSession, { params: { sessionId }, signal }));
      const known = store.get().watches.get(session.conversationId);
      const followed = known !== undefined && known.end === undefined;
      if (session.state !== 'connected' || followed || known?.session.id === session.id) return;
      const transcript = await readNewest(call, session, signal);
      const meanwhile = store.get().watches.get(session.conversationId);
      if (meanwhile?.session.id !== session.id) follow({ ...session, transcript });
    },
    forget: (conversationId) => {
      followings.get(conversationId)?.stop();
      followings.delete(conversationId);
      store.patch((facts) => ({ ...facts, watches: withEntry(facts.watches, conversationId, undefined) }));
    },
    seen: (conversationId) =>
      store.patch((facts) => {
        const watch = facts.watches.get(conversationId);
        if (watch === undefined || watch.unseen === 0) return facts;
        return { ...facts, watches: withEntry(facts.watches, conversationId, { ...watch, unseen: 0 }) };
      }),
  };
};
