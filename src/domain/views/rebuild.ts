import { isDeepStrictEqual } from 'node:util';
import type { Archive, ConversationKey, Head, HeadStore } from '../head/head.ts';
import { customerMark, type Recipients } from '../messages/recipient.ts';
import type { Clock, Pause } from '../shared/clock.ts';
import { deriveFacts } from '../timeline/derive-facts.ts';
import type { Fact, RecordStore } from '../timeline/fact.ts';
import {
  forgetInteraction,
  type Interaction,
  type InteractionAgent,
  type InteractionStore,
  interactionOf,
  panelUsers,
} from './interaction.ts';
import { recountQueue, recountTenant } from './recount.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'get' | 'replace' | 'list' | 'unlist'>;
  readonly records: Pick<RecordStore, 'facts' | 'putFacts' | 'putHeld'>;
  readonly recipients: Pick<Recipients, 'get'>;
  readonly archive: Pick<Archive, 'expire'>;
  readonly clock: Clock;
}

/** ms after a change within which its record is still on its way; later it was lost. */
const underWayMs = 15 * 60_000;

/** An agent who is there, and since when. */
interface Present {
  readonly agent: InteractionAgent;
  readonly since: number;
}

/** The agents of a conversation in the order in which its row lists them, as each change of its head left them. */
const agentsFrom = (facts: readonly Fact[]): readonly InteractionAgent[] => {
  let agents: readonly InteractionAgent[] = [];
  const present = new Map<string, Present>();
  const asked = new Map<string, number>();
  const codes = new Map<string, string>();
  for (const [at, fact] of facts.entries()) {
    const { rev, type, participantId, purpose, userId, name, time, wrapupCode } = fact;
    if (participantId !== undefined && wrapupCode !== undefined) codes.set(participantId, wrapupCode);
    if (participantId !== undefined && purpose === 'agent' && userId !== undefined) {
      if (type === 'participant.alerting') asked.set(participantId, time);
      if (type === 'participant.connected') {
        const agent = { participantId, userId, name: name ?? '', connected: true };
        present.set(participantId, { agent, since: asked.get(participantId) ?? time });
      }
      if (type === 'participant.disconnected') present.delete(participantId);
    }
    if (facts[at + 1]?.rev === rev) continue;
    const here = [...present.values()]
      .sort((a, b) => a.since - b.since || (a.agent.participantId < b.agent.participantId ? -1 : 1))
      .map(({ agent }) => agent);
    const gone = agents.filter((agent) => !present.has(agent.participantId));
    agents = [...gone.map((agent) => ({ ...agent, connected: false })), ...here].map((agent) => {
      const wrapUp = codes.get(agent.participantId);
      return wrapUp === undefined ? agent : { ...agent, wrapupCode: wrapUp };
    });
  }
  return agents;
};

/**
 * What the head still tells of a conversation whose facts are lost: who is there now, who monitors, that it began and
 * ended. Their keys are those of its last change; while that one's record may be under way, it tells them itself.
 */
const missingFacts = (deps: Deps, head: Head, facts: readonly Fact[]): readonly Fact[] =>
  facts.length > 0 || head.changed > deps.clock.now() - underWayMs ? [] : deriveFacts(undefined, head);

/** Lists that name the conversation as they should: everybody who was in it is looked at. */
const keepLists = async (deps: Deps, head: Head, before: Interaction | undefined): Promise<void> => {
  const now = panelUsers(head);
  for (const userId of now) await deps.interactions.list(head, userId);
  const former = [...(before?.agents ?? []).map(({ userId }) => userId), before?.monitor?.userId];
  for (const userId of new Set(former))
    if (userId !== undefined && !now.has(userId)) await deps.interactions.unlist(head, userId);
};

/** An item that is to go with its conversation goes: a row that is written anew has no time of its own yet. */
const keepExpiry = async (deps: Deps, head: Head): Promise<void> => {
  if (head.state !== 'ended' || head.keptUntil === undefined) return;
  let after: number | undefined = 0;
  while (after !== undefined) after = await deps.archive.expire(head, head.keptUntil * 1000, after);
};

/**
 * Makes what derives from a conversation's head what the stream would have made of it: the row with what it counts for,
 * the lists that name it, the lease that the sweep looks at, and facts where all are lost. Live traffic goes on
 * meanwhile: a row is replaced on the condition that nobody replaced it, and a conversation that was erased is looked
 * at again. Safe to repeat. Answers whether its row was wrong.
 *
 * @param key of a conversation; one that has no head any more is forgotten
 */
export const rebuildConversation = async (deps: Deps, key: ConversationKey): Promise<boolean> => {
  for (;;) {
    const head = await deps.heads.get(key);
    if (head === undefined) {
      await forgetInteraction(deps.interactions, key);
      return false;
    }
    const before = await deps.interactions.get(key);
    const facts = await deps.records.facts(key);
    const agents = facts.length > 0 ? agentsFrom(facts) : (before?.agents ?? []);
    const recipient = await deps.recipients.get(key);
    const customer = recipient === undefined ? before?.customer : customerMark(recipient);
    const next = interactionOf(head, { agents }, customer);
    const changed = !isDeepStrictEqual(next, before);
    if (changed && !(await deps.interactions.replace(key, before, next))) continue;
    await deps.records.putFacts(key, missingFacts(deps, head, facts));
    await keepLists(deps, head, before);
    if (head.lease !== undefined) {
      const { tenantId, conversationId, fence } = head;
      await deps.records.putHeld({ tenantId, conversationId, fence, supervisorId: head.lease.supervisorId });
    }
    if (!changed) return false;
    await keepExpiry(deps, head);
    if ((await deps.heads.get(key)) !== undefined) return true;
  }
};

/** Readings that must find the same difference, and ms between them: a row is in the index a little later. */
const readings = 3;
const betweenMs = 1_000;
/** Readings after which a queue's traffic is too much to tell a difference by. */
const mostReadings = 30;

/**
 * By how much counts differ from their rows: the same in three readings that follow each other. Traffic moves both alike, so
 * that the difference stays; a reading that met a change half way does not repeat. Undefined where no three agree.
 */
const steadyDifference = async <C extends object>(
  deps: { readonly pause: Pause },
  recount: () => Promise<{ readonly kept: C; readonly found: C }>,
): Promise<C | undefined> => {
  let [last, agree] = ['', 0];
  for (let reading = 0; reading < mostReadings; reading += 1) {
    if (reading > 0) await deps.pause(betweenMs);
    const { kept, found } = await recount();
    const by = Object.fromEntries(
      Object.entries(found).map(([name, count]) => [
        name,
        count - Number(Object.entries(kept).find(([it]) => it === name)?.[1]),
      ]),
    );
    const text = JSON.stringify(by);
    agree = text === last ? agree + 1 : 1;
    last = text;
    if (agree === readings) return by as C;
  }
  return undefined;
};

/**
 * Makes counts of a queue, or of a tenant where none is named, those of their rows, while traffic goes on: what they are
 * off by is added, as every change of a row adds to them. Answers what was added; undefined where it could not be told.
 */
export const mendCounts = async (
  deps: {
    readonly interactions: Pick<InteractionStore, 'counts' | 'occupancy' | 'range' | 'correct'>;
    readonly pause: Pause;
  },
  tenantId: string,
  queueId?: string,
): Promise<Readonly<Record<string, number>> | undefined> => {
  const by =
    queueId === undefined
      ? await steadyDifference(deps, () => recountTenant(deps, tenantId))
      : await steadyDifference(deps, () => recountQueue(deps, tenantId, queueId));
  if (by === undefined) return undefined;
  if (Object.values(by).some((count) => count !== 0)) await deps.interactions.correct(tenantId, queueId, by);
  return { ...by };
};
