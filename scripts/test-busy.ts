import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { whole } from '../cli/command.ts';

/** The whole suite beside busy loops: no test may depend on how fast the machine is. */

const { loops, times } = new Command('test:busy')
  .description('Runs the whole suite beside loops that never rest, several times.')
  .option('--loops <n>', 'how many loops', whole(1, 1_000), 4)
  .option('--times <n>', 'how many runs', whole(1, 1_000), 2)
  .parse()
  .opts<{ loops: number; times: number }>();

// Threads of this process: they end with it, however it ends.
for (let n = 0; n < loops; n += 1) new Worker('for (;;);', { eval: true }).unref();

for (let run = 1; run <= times; run += 1) {
  const suite = spawn('npm', ['test'], { stdio: 'inherit' });
  const [code] = await once(suite, 'exit');
  process.stdout.write(
    `run ${run} of ${times} beside ${loops} busy loops: ${code === 0 ? 'green' : 'RED'}\n`,
  );
  if (code !== 0) process.exit(1);
}
process.exit(0);
