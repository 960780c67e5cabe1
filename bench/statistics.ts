import { build } from 'hdr-histogram-js';

/** The middle of some numbers; NaN of none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
};

/** p50, p90 and p99 of durations in ms, from a histogram of microseconds with three significant digits. */
export const percentiles = (ms: readonly number[]): { p50: number; p90: number; p99: number } => {
  const histogram = build({ numberOfSignificantValueDigits: 3 });
  for (const value of ms) histogram.recordValue(Math.max(1, Math.round(value * 1000)));
  const at = (percentile: number) => round(histogram.getValueAtPercentile(percentile) / 1000, 2);
  const result = { p50: at(50), p90: at(90), p99: at(99) };
  histogram.destroy();
  return result;
};

/**
 * The area under a classifier's curve that tells the first group from the second by size: how often one of the first is
 * the larger, ties counting half. 0.5 is what somebody sees who learns nothing, 1 is certainty (Mann-Whitney U / nm).
 */
export const areaUnderCurve = (positive: readonly number[], negative: readonly number[]): number => {
  const sorted = [
    ...positive.map((ms) => ({ ms, first: true })),
    ...negative.map((ms) => ({ ms, first: false })),
  ].sort((a, b) => a.ms - b.ms);
  let below = 0;
  let wins = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.ms === sorted[i]?.ms) end += 1;
    const tied = sorted.slice(i, end);
    const losers = tied.filter(({ first }) => !first).length;
    wins += (tied.length - losers) * (below + losers / 2);
    below += losers;
    i = end;
  }
  return wins / (positive.length * negative.length);
};

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
