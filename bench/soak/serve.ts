import { startLocal } from '../../local/start-local.ts';

/** A process of its own: the local runtime over an assembly, with its data kept, whose engine is killed when told so. */
const [assemblyDir, dataDir] = process.argv.slice(2);
if (assemblyDir === undefined || dataDir === undefined || process.send === undefined)
  throw new Error('forked by the soak only');

// Functions that are idle for a moment go, so that cold starts are part of it.
const local = await startLocal({ assemblyDir, dataDir, port: 0, idleMs: 5_000 });
process.on('message', () => {
  const pid = local.enginePid();
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
});
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 5_000).unref();
  void local.stop().then(() => process.exit(0));
});
process.send({ url: local.url, enginePid: local.enginePid() });
