import { openCast } from '../local/cast.ts';
import { openFloor } from '../local/floor.ts';
import { watch } from '../local/watch.ts';
import type { Section } from '../section.ts';
import { median, percentiles, round } from '../statistics.ts';

const warmUp = 20;
/** Sockets that the agent says things on in turns: one alone would be refused, as its rate allows 600 frames a minute. */
const sockets = 4;

/** ms from what was said to its answer, and to the monitor's socket. */
interface Said {
  readonly answer: number;
  readonly socket: number;
}

/** From what an agent says, by route and by frame, to the frame at the monitor's socket. */
export const latency: Section = {
  name: 'latency',
  about:
    'Milliseconds from the start of the agent’s REST call, or of their frame on a socket, to the frame at the ' +
    'monitor’s socket, through the local runtime in another process (authorizer cached), and to the answer; the ' +
    'floor is two writes at the same engine and one bare WebSocket hop there and back. One at a time, taken in turns.',
  run: async (bench) => {
    const stack = await bench.stack();
    const cast = await openCast(stack.url);
    const talk = await cast.talk();
    const watching = await watch(await cast.supervisor(), talk);
    const floor = await openFloor(stack);
    const own = await Promise.all(Array.from({ length: sockets }, () => talk.openSocket()));
    const measure = async (say: () => Promise<number>): Promise<Said> => {
      const began = performance.now();
      const seq = await say();
      const answer = performance.now() - began;
      return { answer, socket: (await watching.arrival(seq)) - began };
    };
    const times = { route: [] as Said[], frame: [] as Said[], floor: [] as number[] };
    const rounds = bench.quick ? 150 : 600;
    bench.progress(`${rounds} messages to a monitor's socket`);
    try {
      for (let i = -warmUp; i < rounds; i += 1) {
        const byRoute = await measure(talk.say);
        const byFrame = await measure(
          async () => own[(i + warmUp) % sockets]?.say() ?? Promise.reject(new Error('there is no socket')),
        );
        const least = await floor.measure();
        if (i < 0) continue;
        times.route.push(byRoute);
        times.frame.push(byFrame);
        times.floor.push(least);
      }
    } finally {
      for (const socket of own) socket.close();
      watching.stop();
      floor.stop();
    }
    const ratio = (values: readonly number[]) => round(median(values) / median(times.floor), 2);
    const row = (name: string, values: readonly number[]) => ({
      name,
      figures: { n: values.length, ...percentiles(values), medianToFloor: ratio(values) },
    });
    const rowsOf = (name: string, said: readonly Said[]) =>
      (['answer', 'socket'] as const).map((to) =>
        row(
          `${name} to ${to}`,
          said.map((one) => one[to]),
        ),
      );
    return [
      row('floor', times.floor),
      ...rowsOf('send', times.route),
      ...rowsOf('send by frame', times.frame),
    ];
  },
};
