import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from '../test/simulation/run-seed.ts';

const { steps } = workerData as { steps: number };

// One seed at a time, on request, so that no worker idles while another has a backlog.
parentPort?.on('message', async (seed: number) => {
  const { violation, seen } = await runSeed(seed, steps);
  parentPort?.postMessage({ seed, seen, message: violation?.message });
});
