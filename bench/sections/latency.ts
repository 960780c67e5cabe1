import { openCast } from '../local/cast.ts';
import { openFloor } from '../local/floor.ts';
import { watch } from '../local/watch.ts';
import type { Section } from '../section.ts';
import { median, percentiles, round } from '../statistics.ts';

const warmUp = 20;

/** From the agent's request to the frame at the monitor's socket. */
export const latency: Section = {
  name: 'latency',
  about:
    'Milliseconds from the start of the agent’s REST call to the frame at the monitor’s socket, through the local ' +
    'runtime in another process (authorizer cached), and to the answer; the floor is two writes at the same engine ' +
    'and one bare WebSocket hop there and back. One at a time, taken in turns.',
  run: async (bench) => {
    const stack = await bench.stack();
    const cast = await openCast(stack.url);
    const talk = await cast.talk();
    const watching = await watch(await cast.supervisor(), talk);
    const floor = await openFloor(stack);
    const times = { answer: [] as number[], socket: [] as number[], floor: [] as number[] };
    const rounds = bench.quick ? 150 : 600;
    bench.progress(`${rounds} messages to a monitor's socket`);
    try {
      for (let i = -warmUp; i < rounds; i += 1) {
        const began = performance.now();
        const seq = await talk.say();
        const answer = performance.now() - began;
        const socket = (await watching.arrival(seq)) - began;
        const least = await floor.measure();
        if (i < 0) continue;
        times.answer.push(answer);
        times.socket.push(socket);
        times.floor.push(least);
      }
    } finally {
      watching.stop();
      floor.stop();
    }
    const ratio = (values: readonly number[]) => round(median(values) / median(times.floor), 2);
    const row = (name: string, values: readonly number[]) => ({
      name,
      figures: { n: values.length, ...percentiles(values), medianToFloor: ratio(values) },
    });
    return [
      row('floor', times.floor),
      row('send to answer', times.answer),
      row('send to socket', times.socket),
    ];
  },
};
