import { spawn } from 'node:child_process';

/** Ends the child when our end of its standard input closes, however this process ends. */
const followParent = `data:text/javascript,process.stdin.on('close',()=>process.kill(process.pid,'SIGKILL')).resume().unref()`;

/**
 * Runs Node with the given arguments and waits for it. The child ends with this process, however that ends.
 *
 * @param signal ends the child
 * @returns what the child printed
 * @throws with `failure` and what the child printed, where it does not exit with 0
 */
export const runChild = async (
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly failure: string;
  },
): Promise<string> => {
  const { cwd, env = process.env, signal, failure } = options;
  const child = spawn(process.execPath, ['--import', followParent, ...args], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = Buffer.concat(said).toString('utf8').trim();
  if (code !== 0) throw new Error(`${failure}\n${text}`);
  return text;
};
