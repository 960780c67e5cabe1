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
 * How often the first of a pair is the longer one, ties counting half: 0.5 is what somebody sees who learns nothing
 * from the duration, 1 is certainty.
 */
export const shareLonger = (pairs: readonly (readonly [number, number])[]): number =>
  pairs.reduce((sum, [a, b]) => sum + (a > b ? 1 : a === b ? 0.5 : 0), 0) / pairs.length;

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
