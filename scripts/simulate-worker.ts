import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from '../test/simulation/run-seed.ts';

const { steps } = workerData as { steps: number };

// Refusals and faults are thrown by the thousand and caught; who replays a seed that broke has their stacks.
Error.stackTraceLimit = 0;

const playOne = async (seed: number) => {
  try {
    const { violation, seen } = await runSeed(seed, steps);
    return { seed, seen, message: violation?.message };
  } catch (error) {
    // What is no invariant's is the simulation's own fault, and belongs to a seed all the same.
    return { seed, seen: 0, message: String(error instanceof Error ? error.stack : error) };
  }
};

// One seed at a time, on request, so that no worker idles while another has a backlog.
parentPort?.on('message', async (seed: number) => parentPort?.postMessage(await playOne(seed)));
