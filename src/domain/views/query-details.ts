import type {
  ConversationDetails,
  DetailsQuery,
  DetailsQueryResult,
  Filter,
  Predicate,
} from '../../contract/analytics.ts';
import { tellable } from '../head/audience.ts';
import type { HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import { detailsFor } from './details.ts';
import type { Interaction, InteractionStore } from './interaction.ts';

/** Whether it is monitored, as far as this reader may know. */
const isMonitored = (interaction: Interaction, userId: string): boolean =>
  tellable(interaction, userId, interaction.monitor) !== undefined;

/** The values that an interaction has of a dimension, for this reader. */
const valuesOf = (interaction: Interaction, predicate: Predicate, userId: string): readonly string[] => {
  switch (predicate.dimension) {
    case 'conversationId':
      return [interaction.conversationId];
    case 'conversationEnd':
      return interaction.endTime === undefined ? [] : [new Date(interaction.endTime).toISOString()];
    case 'queueId':
      return [interaction.queueId];
    case 'divisionId':
      return [interaction.divisionId];
    case 'messageType':
      return [interaction.messageType];
    case 'mediaType':
      return ['message'];
    case 'userId':
      return interaction.agents.map((agent) => agent.userId);
    case 'isMonitored':
      return [String(isMonitored(interaction, userId))];
    case 'customerName':
      return [interaction.customerName];
  }
};

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('und');

const holds = (interaction: Interaction, predicate: Predicate, userId: string): boolean => {
  const values = valuesOf(interaction, predicate, userId);
  if (predicate.operator === 'exists') return values.length > 0;
  if (predicate.operator === 'notExists') return values.length === 0;
  const wanted = predicate.value ?? '';
  if (predicate.dimension === 'customerName')
    return values.some((value) => fold(value).includes(fold(wanted)));
  return values.includes(wanted);
};

/** Whether an interaction passes every filter; a filter passes when all (and) or any (or) of its predicates hold. */
export const matches = (interaction: Interaction, filters: readonly Filter[], userId: string): boolean =>
  filters.every((filter) => {
    const hold = (predicate: Predicate) => holds(interaction, predicate, userId);
    return filter.type === 'and' ? filter.predicates.every(hold) : filter.predicates.some(hold);
  });

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly interactions: Pick<InteractionStore, 'range'>;
  readonly clock: Clock;
}

const bounds = (interval: string | undefined, now: number): { from: number; to: number } => {
  if (interval === undefined) return { from: 0, to: now };
  const [from = '', to = ''] = interval.split('/');
  return { from: Date.parse(from), to: Date.parse(to) };
};

/** The states that a query can find at all; one that asks for the end's absence reads no ended ones. */
const statesOf = (query: DetailsQuery): readonly Interaction['state'][] => {
  const conditions = [...query.conversationFilters, ...query.segmentFilters]
    .filter((filter) => filter.type === 'and' || filter.predicates.length === 1)
    .flatMap((filter) => filter.predicates)
    .filter((predicate) => predicate.dimension === 'conversationEnd');
  if (conditions.some((predicate) => predicate.operator === 'notExists')) return ['inProgress'];
  if (conditions.some((predicate) => predicate.operator === 'exists')) return ['ended'];
  return ['inProgress', 'ended'];
};

/** Every interaction that the caller may see and the query asks for, in the query's order. */
const select = async (deps: Deps, me: Principal, query: DetailsQuery): Promise<readonly Interaction[]> => {
  const now = deps.clock.now();
  const { from, to } = bounds(query.interval, now);
  const filters = [...query.conversationFilters, ...query.segmentFilters];
  const found: Interaction[] = [];
  for (const state of statesOf(query)) {
    const range = { tenantId: me.tenantId, state, from, to, order: query.order };
    for await (const interaction of deps.interactions.range(range))
      if (seesDivision(me, interaction.divisionId) && matches(interaction, filters, me.userId))
        found.push(interaction);
  }
  const sign = query.order === 'asc' ? 1 : -1;
  return found.sort(
    (a, b) => sign * (a.startTime - b.startTime || a.conversationId.localeCompare(b.conversationId)),
  );
};

/** The Interactions view: one page of what the caller may see, and how many there are. */
export const queryDetails = async (
  deps: Deps,
  me: Principal,
  query: DetailsQuery,
): Promise<DetailsQueryResult> => {
  const all = await select(deps, me, query);
  const { pageSize, pageNumber } = query.paging;
  const page = all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  const details = await Promise.all(
    page.map(async (interaction): Promise<ConversationDetails | undefined> => {
      const [head, facts] = await Promise.all([deps.heads.get(interaction), deps.records.facts(interaction)]);
      return head === undefined ? undefined : detailsFor(head, facts, me, deps.clock.now());
    }),
  );
  return { conversations: details.filter((d) => d !== undefined), totalHits: all.length };
};
