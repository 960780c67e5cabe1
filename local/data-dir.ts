import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';

/** What the runtime keeps in a data directory; one that holds none of it, and something else, is somebody's own. */
const own = new Set([
  'engine.db',
  'issuer-key.json',
  'queues.json',
  'checkpoints.json',
  'secrets',
  'functions.log',
]);

/**
 * Makes the directory in which data is kept, readable by its owner only, or takes one that is there.
 *
 * @throws Error with a sentence for the user where it is a file, cannot be made or written, or holds other things
 */
export const prepareDataDir = (dir: string): void => {
  const wrong = (why: string) => new Error(`--data-dir ${dir} ${why}: choose another, or --in-memory.`);
  try {
    const found = statSync(dir, { throwIfNoEntry: false });
    if (!found) mkdirSync(dir, { recursive: true, mode: 0o700 });
    else if (!found.isDirectory()) throw wrong('is a file');
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : wrong(`cannot be written (${code})`);
  }
  const names = readdirSync(dir);
  if (names.length > 0 && !names.some((name) => own.has(name))) {
    throw wrong(`is not empty, and not of this runtime (it holds ${names[0]})`);
  }
};
