import { consoleConfig } from '../../../local/demo/people.ts';
import { startLocal } from '../../../local/start-local.ts';
import { consoleDir, synthesized } from './built.ts';

// A process of its own: the runtime that the test files of a run share, until the process that forked it lets go.
if (process.send === undefined) throw new Error('forked by the suite only');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
/** As long as a run, so that a function is started once for all of it. */
const idleMs = 600_000;

const local = await startLocal({
  assemblyDir: await synthesized(),
  port: 0,
  idleMs,
  // One of each function and a second of the busy ones: each takes a tenth of a second to start. Some 3 GB at the most.
  concurrency: 2,
  environments: 160,
  // A file that looks at the page builds it first.
  console: { dir: consoleDir, config: consoleConfig },
  log: (source, line) => {
    if (process.env.E2E_LOG) process.stdout.write(`${source} ${line}\n`);
  },
});
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 5_000).unref();
  void local.stop().then(() => process.exit(0));
});
process.send(local.url);
