import type {
  ConversationDetails,
  DetailsQuery,
  DetailsQueryResult,
  Predicate,
} from '../../contract/analytics.ts';
import { limits } from '../../contract/limits.ts';
import type { HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { detailsFor } from './details.ts';
import {
  compareStarts,
  type Interaction,
  type InteractionRange,
  type InteractionStore,
  listings,
} from './interaction.ts';
import { matches } from './match.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly interactions: Pick<InteractionStore, 'get' | 'range'>;
  readonly clock: Clock;
}

const bounds = (interval: string | undefined, now: number): { from: number; to: number } => {
  if (interval === undefined) return { from: 0, to: now };
  const [from = '', to = ''] = interval.split('/');
  return { from: Date.parse(from), to: Date.parse(to) };
};

const filtersOf = (query: DetailsQuery) => [...query.conversationFilters, ...query.segmentFilters];

/** The predicates that must hold of everything that is found. */
const required = (query: DetailsQuery): readonly Predicate[] =>
  filtersOf(query)
    .filter((filter) => filter.type === 'and' || filter.predicates.length === 1)
    .flatMap((filter) => filter.predicates);

/** The listings that can hold what is asked for: one that asks for the end's absence reads nothing that has ended. */
const listingsOf = (query: DetailsQuery): InteractionRange['listings'] => {
  const needs = (dimension: Predicate['dimension'], operator: Predicate['operator'], value?: string) =>
    required(query).some((p) => p.dimension === dimension && p.operator === operator && p.value === value);
  return listings.filter((listing) => {
    if (listing !== 'ended' && needs('conversationEnd', 'exists')) return false;
    if (listing === 'ended' && needs('conversationEnd', 'notExists')) return false;
    // What is listed as monitored may be free as far as this reader may know: it is left out of no other question.
    return listing === 'monitored' || !needs('isMonitored', 'matches', 'true');
  });
};

/** The values of a dimension that everything that is found has one of, where the question names them. */
const namedOf = (query: DetailsQuery, dimension: Predicate['dimension']): readonly string[] | undefined => {
  const names = (p: Predicate) =>
    p.dimension === dimension && p.operator === 'matches' && p.value !== undefined;
  const one = required(query).find(names);
  const some = filtersOf(query).find(({ type, predicates }) => type === 'or' && predicates.every(names));
  const named = one === undefined ? some?.predicates : [one];
  return named && [...new Set(named.flatMap(({ value }) => value ?? []))];
};

const cursorOf = ({ startTime, conversationId }: Interaction): string => `${startTime}.${conversationId}`;
const readCursor = (cursor: string) => {
  const dot = cursor.indexOf('.');
  return { startTime: Number(cursor.slice(0, dot)), conversationId: cursor.slice(dot + 1) };
};

/** What must be looked at to answer: conversations by their ids, else whole listings, of queues where they are named. */
const candidates = async (
  { interactions }: Pick<Deps, 'interactions'>,
  range: InteractionRange,
  ids: readonly string[] | undefined,
): Promise<AsyncIterable<Interaction> | readonly Interaction[]> => {
  if (ids === undefined) return interactions.range(range);
  const { tenantId, from, to, order, after } = range;
  const rows = await Promise.all(ids.map((conversationId) => interactions.get({ tenantId, conversationId })));
  const sign = order === 'asc' ? 1 : -1;
  return rows
    .filter((row) => row !== undefined)
    .filter((row) => row.startTime >= from && row.startTime <= to)
    .filter((row) => after === undefined || sign * compareStarts(row, after) > 0)
    .sort((a, b) => sign * compareStarts(a, b));
};

/** One page's rows; how many were found up to it, and where to read on if there may be more. */
const select = async (deps: Deps, me: Principal, query: DetailsQuery) => {
  const { pageSize, pageNumber, cursor } = query.paging;
  const skipped = cursor === undefined ? (pageNumber - 1) * pageSize : 0;
  const queueIds = namedOf(query, 'queueId');
  const range: InteractionRange = {
    tenantId: me.tenantId,
    listings: listingsOf(query),
    ...(queueIds === undefined ? {} : { queueIds }),
    ...bounds(query.interval, deps.clock.now()),
    order: query.order,
    ...(cursor === undefined ? {} : { after: readCursor(cursor) }),
    expected: pageSize + 1,
  };
  const page: Interaction[] = [];
  let [found, examined] = [0, 0];
  let last: Interaction | undefined;
  for await (const row of await candidates(deps, range, namedOf(query, 'conversationId'))) {
    const isHit = seesDivision(me, row.divisionId) && matches(row, filtersOf(query), me.userId);
    if (isHit) found += 1;
    const isFull = page.length === pageSize;
    if (last !== undefined && ((isFull && isHit) || examined >= skipped + limits.viewRows))
      return { page, found, cursor: cursorOf(last) };
    if (isHit && found > skipped) page.push(row);
    if (!isFull) last = row;
    examined += 1;
  }
  return { page, found };
};

/**
 * The Interactions view: one page of what the caller may see. It reads the listings that can answer the question as far
 * as the page goes, and looks at 1,000 interactions at the most for it, those of the pages before aside.
 */
export const queryDetails = async (
  deps: Deps,
  me: Principal,
  query: DetailsQuery,
): Promise<DetailsQueryResult> => {
  const { page, found, cursor } = await select(deps, me, query);
  const details = await Promise.all(
    page.map(async (interaction): Promise<ConversationDetails | undefined> => {
      const [head, facts] = await Promise.all([deps.heads.get(interaction), deps.records.facts(interaction)]);
      return head === undefined ? undefined : detailsFor(head, facts, me, deps.clock.now());
    }),
  );
  return {
    conversations: details.filter((d) => d !== undefined),
    totalHits: found,
    ...(cursor === undefined ? {} : { cursor }),
  };
};
