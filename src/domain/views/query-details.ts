import type { ConversationDetails } from '../../contract/analytics.ts';
import type { DetailsQuery, DetailsQueryResult, Filter, Predicate } from '../../contract/details-query.ts';
import { limits } from '../../contract/limits.ts';
import type { HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { badRequest } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { aggregate } from './aggregate.ts';
import { detailsFor } from './details.ts';
import {
  compareStarts,
  type Interaction,
  type InteractionRange,
  type InteractionStore,
  listings,
} from './interaction.ts';
import { collect, judged, type Question } from './judge.ts';
import { necessary, type Subject } from './match.ts';

/** What reading interactions and their parts needs. */
export interface QueryDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly interactions: Pick<InteractionStore, 'get' | 'range'>;
  readonly clock: Clock;
}

/** For whom a cursor is made. */
export type CursorOwner = Pick<Principal, 'tenantId' | 'userId'>;

/**
 * Cursors that say nothing of what they point at: a page may end at an interaction that its reader may not see, for as
 * many are looked at as one question can, and not as many as are found.
 */
export interface Cursors {
  seal(owner: CursorOwner, place: string): Promise<string>;
  /** The place; undefined where the cursor was not made for this owner. */
  open(owner: CursorOwner, cursor: string): Promise<string | undefined>;
}

/** What a page of them needs. */
export interface PagingDeps extends QueryDeps {
  readonly cursors: Cursors;
}

const bounds = (interval: string | undefined, now: number): { from: number; to: number } => {
  if (interval === undefined) return { from: 0, to: now };
  const [from = '', to = ''] = interval.split('/');
  return { from: Date.parse(from), to: Date.parse(to) };
};

/** The listings that can hold what is asked for: one that asks for the end's absence reads nothing that has ended. */
const listingsOf = (question: Question): InteractionRange['listings'] => {
  const needs = (dimension: Predicate['dimension'], operator: Predicate['operator'], value?: string) =>
    necessary(question).some(
      (p) => p.dimension === dimension && p.operator === operator && p.value === value,
    );
  return listings.filter((listing) => {
    if (listing !== 'ended' && needs('conversationEnd', 'exists')) return false;
    if (listing === 'ended' && needs('conversationEnd', 'notExists')) return false;
    if (!needs('isMonitored', 'matches', 'true')) return true;
    // What is listed as monitored may be free as far as this reader may know: it is left out of no other question.
    return listing === 'monitored' || (listing === 'ended' && question.interval !== undefined);
  });
};

/** The values of a dimension that everything that is found has one of, where the question names them. */
const namedOf = (question: Question, dimension: Predicate['dimension']): readonly string[] | undefined => {
  const names = (p: Predicate) =>
    p.dimension === dimension && p.operator === 'matches' && p.value !== undefined;
  const one = necessary(question).find(names);
  const some = [...question.conversationFilters, ...question.segmentFilters].find(
    ({ type, predicates, clauses = [] }: Filter) =>
      type === 'or' && clauses.length === 0 && predicates.every(names),
  );
  const named = one === undefined ? some?.predicates : [one];
  return named && [...new Set(named.flatMap(({ value }) => value ?? []))];
};

const cursorOf = (deps: PagingDeps, me: Principal, { startTime, conversationId }: Interaction) =>
  deps.cursors.seal(me, `${startTime}.${conversationId}`);

/** The place in a cursor of the caller's. Errors: bad.request. */
const readCursor = async (deps: PagingDeps, me: Principal, cursor: string) => {
  const place = await deps.cursors.open(me, cursor);
  if (place === undefined) throw badRequest('paging.cursor', 'not a cursor of an answer');
  const dot = place.indexOf('.');
  return { startTime: Number(place.slice(0, dot)), conversationId: place.slice(dot + 1) };
};

/** What must be looked at to answer: conversations by their ids, else whole listings, of queues where they are named. */
const candidates = async (
  { interactions, clock }: Pick<QueryDeps, 'interactions' | 'clock'>,
  tenantId: string,
  question: Question,
  reading: Pick<InteractionRange, 'expected' | 'after'>,
): Promise<AsyncIterable<Interaction> | readonly Interaction[]> => {
  const queueIds = namedOf(question, 'queueId');
  const ids = namedOf(question, 'conversationId');
  const { from, to } = bounds(question.interval, clock.now());
  const { order } = question;
  const { after } = reading;
  if (ids === undefined)
    return interactions.range({
      tenantId,
      listings: listingsOf(question),
      ...(queueIds === undefined ? {} : { queueIds }),
      from,
      to,
      order,
      ...reading,
    });
  const rows = await Promise.all(ids.map((conversationId) => interactions.get({ tenantId, conversationId })));
  const sign = order === 'asc' ? 1 : -1;
  return rows
    .filter((row) => row !== undefined)
    .filter((row) => row.startTime >= from && row.startTime <= to)
    .filter((row) => after === undefined || sign * compareStarts(row, after) > 0)
    .sort((a, b) => sign * compareStarts(a, b));
};

/** One page's rows in the order of starts; how many were found up to it, and where to read on if there may be more. */
const select = async (deps: PagingDeps, me: Principal, query: DetailsQuery) => {
  const { pageSize, pageNumber, cursor } = query.paging;
  const skipped = cursor === undefined ? (pageNumber - 1) * pageSize : 0;
  const rows = await candidates(deps, me.tenantId, query, {
    ...(cursor === undefined ? {} : { after: await readCursor(deps, me, cursor) }),
    expected: pageSize + 1,
  });
  const page: Subject[] = [];
  let [found, examined] = [0, 0];
  let last: Interaction | undefined;
  for await (const { subject, isHit } of judged(deps, me, query, rows)) {
    if (isHit) found += 1;
    const isFull = page.length === pageSize;
    if (last !== undefined && ((isFull && isHit) || examined >= skipped + limits.viewRows))
      return { page, found, cursor: await cursorOf(deps, me, last) };
    if (isHit && found > skipped) page.push(subject);
    if (!isFull) last = subject.interaction;
    examined += 1;
  }
  return { page, found };
};

/**
 * Everything that the caller may see and a question asks for, in its order. Errors: bad.request where more than
 * `limits.lookedInto` interactions would have to be looked at.
 */
export const findAll = async (deps: QueryDeps, me: Principal, question: Question, aboutParts: boolean) =>
  collect(
    deps,
    me,
    question,
    await candidates(deps, me.tenantId, question, { expected: limits.viewRows }),
    aboutParts,
  );

/** The details of found interactions; one that was erased meanwhile is left out. */
export const detailsOf = async (
  deps: QueryDeps,
  me: Principal,
  found: readonly Subject[],
): Promise<ConversationDetails[]> => {
  const details = await Promise.all(
    found.map(async ({ interaction }): Promise<ConversationDetails | undefined> => {
      const [head, facts] = await Promise.all([deps.heads.get(interaction), deps.records.facts(interaction)]);
      return head === undefined ? undefined : detailsFor(head, facts, me, deps.clock.now());
    }),
  );
  return details.filter((one) => one !== undefined);
};

/**
 * The Interactions view: one page of what the caller may see. In the order of starts it reads the listings that can
 * answer the question as far as the page goes, and looks at 1,000 interactions at the most for it, those of the pages
 * before aside. Another order and aggregations need all that is asked for. Errors: bad.request where that is too much, or
 * where a cursor is not the caller's.
 */
export const queryDetails = async (
  deps: PagingDeps,
  me: Principal,
  query: DetailsQuery,
): Promise<DetailsQueryResult> => {
  const { aggregations, orderBy, paging } = query;
  if (aggregations.length > 0 || orderBy !== 'conversationStart') {
    const all = await findAll(deps, me, query, aggregations.length > 0);
    const page = all.slice((paging.pageNumber - 1) * paging.pageSize, paging.pageNumber * paging.pageSize);
    return {
      conversations: await detailsOf(deps, me, page),
      ...(aggregations.length > 0 ? { aggregations: aggregations.map((one) => aggregate(one, all)) } : {}),
      totalHits: all.length,
    };
  }
  const { page, found, cursor } = await select(deps, me, query);
  return {
    conversations: await detailsOf(deps, me, page),
    totalHits: found,
    ...(cursor === undefined ? {} : { cursor }),
  };
};
