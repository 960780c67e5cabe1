import { ProblemError } from '../../client/rest/problem-error.ts';
import { startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { type Cast, openCast } from '../local/cast.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { percentiles, round } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';

const warmUps = 3;

const messages = async (cast: Cast, concurrency: number, ms: number): Promise<Row> => {
  const talks = await Promise.all(Array.from({ length: concurrency }, () => cast.talk()));
  // Every environment that will be needed has started, and every token has been looked at.
  for (let i = 0; i < warmUps; i += 1) await Promise.all(talks.map((talk) => talk.say()));
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    talks.map(async (talk) => {
      while (performance.now() - began < ms) {
        const sent = performance.now();
        await talk.say();
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return {
    name: `agent messages, ${concurrency} conversation${concurrency === 1 ? '' : 's'} at a time`,
    figures: { n: times.length, perSecond: round(times.length / seconds, 1), ...percentiles(times) },
  };
};

const rivals = 8;

/** Rounds in which eight supervisors claim the same conversation at once; the winner lets go, outside the time. */
const claims = async (cast: Cast, ms: number): Promise<Row> => {
  const talk = await cast.talk();
  const supervisors = await Promise.all(Array.from({ length: rivals }, () => cast.supervisor()));
  const params = { conversationId: talk.conversationId, participantId: talk.participantId };
  const times: number[] = [];
  const winners: number[] = [];
  let spent = 0;
  for (let round = -warmUps; spent < ms; round += 1) {
    const began = performance.now();
    const outcomes = await Promise.all(
      supervisors.map(async (supervisor) => {
        try {
          const session = await supervisor.call(startMonitoring, { params });
          return () => supervisor.call(stopMonitoring, { params: { sessionId: session.id } });
        } catch (error) {
          if (error instanceof ProblemError && error.code === 'conversation.already.monitored')
            return undefined;
          throw error;
        } finally {
          if (round >= 0) times.push(performance.now() - began);
        }
      }),
    );
    if (round >= 0) spent += performance.now() - began;
    const won = outcomes.filter((release) => release !== undefined);
    winners.push(won.length);
    for (const release of won) await release();
  }
  return {
    name: `claims, ${rivals} supervisors of one conversation at once`,
    figures: {
      n: times.length,
      perSecond: round((times.length * 1000) / spent, 1),
      ...percentiles(times),
      mostWinners: Math.max(...winners),
      roundsWithoutWinner: winners.filter((count) => count === 0).length,
    },
  };
};

const run = async (bench: Workbench): Promise<readonly Row[]> => {
  const cast = await openCast((await bench.stack()).url);
  const ms = bench.quick ? 2_000 : 5_000;
  const rows: Row[] = [];
  for (const concurrency of [1, 8, 32]) {
    bench.progress(`messages, ${concurrency} at a time`);
    rows.push(await messages(cast, concurrency, ms));
  }
  bench.progress('contested claims');
  rows.push(await claims(cast, ms));
  return rows;
};

/** What one laptop's runtime takes. */
export const throughput: Section = {
  name: 'throughput',
  about:
    'Requests a second that the local runtime answers, each client sending its next when the last is answered (closed ' +
    'loop), four environments a function, driver and runtime on the same cores: a figure of this machine, not of AWS.',
  run,
};
