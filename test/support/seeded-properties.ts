import fc from 'fast-check';
import { replayOf } from './seeds.ts';

/**
 * The seed of every property of this run. It is fixed, so that a test turns red for a change of the code alone;
 * `SEED=n` plays another, and `SEED=fresh` one that nobody has played.
 */
const seedOf = (wanted: string | undefined): number => {
  if (wanted === 'fresh') return Math.floor(Math.random() * 2 ** 31);
  return Number(wanted ?? 20_260_101);
};

fc.configureGlobal({
  seed: seedOf(process.env.SEED),
  reporter: (run) => {
    if (!run.failed) return;
    const cause = run.errorInstance;
    const why = cause instanceof Error ? `\n${cause.message}` : '';
    throw new Error(`${fc.defaultReportMessage(run)}${why}\n\nreplay: ${replayOf(run.seed)}`, { cause });
  },
});
