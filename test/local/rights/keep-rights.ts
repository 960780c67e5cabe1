import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Local } from '../../../local/local-options.ts';

/** Names the directory in which runtimes under test leave what rights they granted and used. */
export const rightsDirVariable = 'BINOCULAR_RIGHTS_DIR';

/** Leaves a runtime's rights for the end of the run, where somebody waits for them. */
export const keepRights = (local: Local): void => {
  const dir = process.env[rightsDirVariable];
  if (dir) writeFileSync(join(dir, `${randomUUID()}.json`), JSON.stringify(local.rights()));
};
