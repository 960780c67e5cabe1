import type { Aggregation, AggregationResult } from '../../contract/details-query.ts';
import { measured, type Subject, valuesOf } from './match.ts';

/** Counts found conversations by the values of a dimension, the most frequent first, or by ranges of a metric. */
export const aggregate = (asked: Aggregation, found: readonly Subject[]): AggregationResult => {
  if (asked.type === 'numericRange') {
    const values = found.map((subject) => measured(subject, asked.metric)).filter((it) => it !== undefined);
    const results = asked.ranges.map(({ gte, lt }) => ({
      count: values.filter((it) => it >= (gte ?? -Infinity) && it < (lt ?? Infinity)).length,
      ...(gte === undefined ? {} : { gte }),
      ...(lt === undefined ? {} : { lt }),
    }));
    return { type: asked.type, metric: asked.metric, count: values.length, results };
  }
  const counts = new Map<string, number>();
  for (const subject of found)
    for (const value of valuesOf(subject, asked.dimension)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const results = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  return {
    type: asked.type,
    dimension: asked.dimension,
    count: results.length,
    results: results.slice(0, asked.size),
  };
};
