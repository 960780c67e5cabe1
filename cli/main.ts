import { Command, CommanderError } from 'commander';
import { ProblemError } from '../client/rest/problem-error.ts';
import type { Perform, Register, Work } from './command.ts';
import { registerDeadLetters } from './commands/dead-letters.ts';
import { registerDirectory } from './commands/directory.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerLoad } from './commands/load.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerOversight } from './commands/oversight.ts';
import { registerRebuild } from './commands/rebuild.ts';
import { registerRecords } from './commands/records.ts';
import { registerRestore } from './commands/restore.ts';
import { registerSessions } from './commands/sessions.ts';
import { registerTenants } from './commands/tenants.ts';
import { openInstallation, tokenVariables } from './installation.ts';
import { createOutput, type Output, type Sink } from './output.ts';

/** Every command, in the order in which the help lists them. */
const commands: readonly Register[] = [
  registerDoctor,
  registerTenants,
  registerDirectory,
  registerSessions,
  registerRecords,
  registerOversight,
  registerDeadLetters,
  registerMigrate,
  registerRebuild,
  registerRestore,
  registerLoad,
];

interface Flags {
  readonly url?: string;
  readonly installation: string;
  readonly tenant: string;
  readonly json?: boolean;
}

/** Where the program runs; a test gives its own. */
export interface Surroundings {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const interruptible = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
};

/** What went wrong, in a sentence: a refusal by its code, the rest by its message. */
const told = (error: unknown): string =>
  error instanceof ProblemError
    ? `${error.status} ${error.code}: ${error.body.message}`
    : error instanceof Error
      ? [error.message, error.cause instanceof Error ? `(${error.cause.message})` : ''].join(' ').trim()
      : String(error);

/** The program with all its commands. */
export const createProgram = (perform: Perform, env: Surroundings['env'] = {}): Command => {
  const program = new Command('binocular')
    .description('Runs an installation of Binocular: the one on this machine, or a deployed one.')
    .option('--url <url>', 'what stands before /api/v2', env.BINOCULAR_URL)
    .option('--installation <name>', 'the deployed installation', env.BINOCULAR_INSTALLATION ?? 'binocular')
    .option(
      '--tenant <id>',
      'the tenant, where the token is given out locally',
      env.BINOCULAR_TENANT ?? 'acme',
    )
    .option('--json', 'one line of JSON a thing, also on a terminal')
    .addHelpText(
      'after',
      `\nA deployed installation is asked with tokens in ${Object.values(tokenVariables).join(', ')}.`,
    )
    // Commands take these settings over as they are registered.
    .exitOverride();
  for (const register of commands) register(program, perform);
  return program;
};

/** Runs one command line; answers the exit code. */
export const run = async (
  argv: readonly string[],
  { stdout, stderr, env, signal }: Surroundings = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    signal: interruptible(),
  },
): Promise<number> => {
  let code = 0;
  const output = (): Output => createOutput(stdout, stderr, program.opts<Flags>().json === true);
  const ended = (answer: unknown): void => {
    if (typeof answer === 'number') code = answer;
  };
  const installed = async (work: (it: Work) => Promise<unknown>): Promise<void> => {
    const { json: _, ...flags } = program.opts<Flags>();
    const tokens = Object.fromEntries(
      Object.entries(tokenVariables).flatMap(([role, name]) => (env[name] ? [[role, env[name]]] : [])),
    );
    const at = await openInstallation({ ...flags, tokens });
    ended(await work({ at, out: output(), signal }));
  };
  const perform: Perform = Object.assign(installed, {
    alone: async (work: (it: Pick<Work, 'out'>) => Promise<unknown>) => ended(await work({ out: output() })),
  });
  const program = createProgram(perform, env);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    stderr.write(`${told(error)}\n`);
    return 1;
  }
};
