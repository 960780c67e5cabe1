import type { DetailsQuery, Predicate } from '../../contract/details-query.ts';
import { limits } from '../../contract/limits.ts';
import { tookPart } from '../head/audience.ts';
import type { Clock } from '../shared/clock.ts';
import { badRequest } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { factsFor } from '../timeline/read-timeline.ts';
import { foldDetails } from './fold-details.ts';
import type { Interaction } from './interaction.ts';
import {
  holdsOfListed,
  isListed,
  matches,
  matchingRows,
  necessary,
  predicatesOf,
  type Subject,
} from './match.ts';

interface Deps {
  readonly records: Pick<RecordStore, 'facts'>;
  readonly clock: Clock;
}

/** What is asked of interactions: a page, figures and jobs are made of those found. */
export type Question = Pick<
  DetailsQuery,
  'interval' | 'order' | 'orderBy' | 'conversationFilters' | 'segmentFilters'
>;

/** One interaction that was looked at, and whether it is asked for. */
interface Judged {
  readonly subject: Subject;
  readonly isHit: boolean;
}

/** How many interactions' parts are read side by side. */
const atOnce = 25;

/** Whether something can be so of a conversation that was monitored alone. */
const asksForMonitoring = ({ dimension, metric, operator, value }: Predicate): boolean =>
  operator !== 'notExists' &&
  (metric === 'tMonitoring' ||
    metric === 'nMonitoring' ||
    dimension === 'monitoredParticipantId' ||
    dimension === 'monitoredUserId' ||
    (dimension === 'purpose' && value === 'user') ||
    (dimension === 'segmentType' && value === 'monitoring'));

/** Reads the parts of an interaction, as far as the reader may know of them. */
const lookInto = async ({ records }: Deps, subject: Subject): Promise<Subject> => {
  const { interaction, userId } = subject;
  const facts = factsFor(interaction, await records.facts(interaction), userId);
  return { ...subject, participants: foldDetails(facts, interaction.messageType) };
};

/** How one reader's question is put to an interaction. What the views list decides first; then it is looked into. */
const judge = (deps: Deps, me: Principal, question: Question, aboutParts: boolean) => {
  const now = deps.clock.now();
  const asked = predicatesOf(question);
  const conditions = necessary(question);
  const monitoredOnly = conditions.some(asksForMonitoring);
  const inside =
    aboutParts ||
    asked.some(
      (predicate) =>
        !isListed(predicate) && (predicate.dimension !== 'userId' || predicate.operator !== 'matches'),
    );
  const asksForUsers = asked.some(({ dimension }) => dimension === 'userId');
  return async (interaction: Interaction): Promise<Judged> => {
    const subject = { interaction, userId: me.userId, now };
    const mayPass =
      seesDivision(me, interaction.divisionId) &&
      !(monitoredOnly && interaction.fence === 0) &&
      conditions.every((predicate) => holdsOfListed(subject, predicate));
    if (!mayPass) return { subject, isHit: false };
    // Agents are listed; who monitored is not. Who took part knows of no monitor: nothing is looked into for them because
    // there was one.
    const maySee = asksForUsers && interaction.fence > 0 && !tookPart(interaction, me.userId);
    const opened = inside || maySee;
    const known = opened ? await lookInto(deps, subject) : subject;
    return { subject: known, isHit: matches(known, question) };
  };
};

/** Puts a question to interactions, in their order; as many are looked into side by side as are read at once. */
export async function* judged(
  deps: Deps,
  me: Principal,
  question: Question,
  interactions: AsyncIterable<Interaction> | Iterable<Interaction>,
  aboutParts = false,
): AsyncIterable<Judged> {
  const one = judge(deps, me, question, aboutParts);
  let waiting: Interaction[] = [];
  for await (const interaction of interactions) {
    waiting.push(interaction);
    if (waiting.length < atOnce) continue;
    yield* await Promise.all(waiting.map(one));
    waiting = [];
  }
  yield* await Promise.all(waiting.map(one));
}

const orders: Readonly<Record<Question['orderBy'], (subject: Subject, question: Question) => number>> = {
  conversationStart: ({ interaction }) => interaction.startTime,
  // What goes on ends after all else.
  conversationEnd: ({ interaction }) => interaction.endTime ?? Number.MAX_SAFE_INTEGER,
  segmentStart: (subject, question) =>
    Math.min(...matchingRows(subject, question).map(({ segment }) => Date.parse(segment.segmentStart))),
};

/** All that a question asks for, in its order. Errors: bad.request for too many to look at. */
export const collect = async (
  deps: Deps,
  me: Principal,
  question: Question,
  interactions: AsyncIterable<Interaction> | Iterable<Interaction>,
  aboutParts: boolean,
): Promise<readonly Subject[]> => {
  const hits: { readonly subject: Subject; readonly at: number }[] = [];
  const isAboutParts = aboutParts || question.orderBy === 'segmentStart';
  let examined = 0;
  for await (const { subject, isHit } of judged(deps, me, question, interactions, isAboutParts)) {
    examined += 1;
    if (examined > limits.lookedInto) {
      const message = `more than ${limits.lookedInto} conversations would have to be looked at: ask for less`;
      throw badRequest('interval', message);
    }
    if (isHit) hits.push({ subject, at: orders[question.orderBy](subject, question) });
  }
  const sign = question.order === 'asc' ? 1 : -1;
  return hits
    .sort(
      (a, b) =>
        sign *
        (a.at - b.at ||
          a.subject.interaction.conversationId.localeCompare(b.subject.interaction.conversationId)),
    )
    .map(({ subject }) => subject);
};
