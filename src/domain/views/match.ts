import type { Filter, Predicate } from '../../contract/analytics.ts';
import { tellable } from '../head/audience.ts';
import type { Interaction } from './interaction.ts';

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
