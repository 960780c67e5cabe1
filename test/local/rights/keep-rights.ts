import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenRights } from '../../../local/access/access.ts';

/** Names the directory in which runtimes under test leave what rights they granted and used. */
export const rightsDirVariable = 'BINOCULAR_RIGHTS_DIR';

/** A resource by the name of its construct alone: CloudFormation puts its stack before it and a hash behind. */
const plain = (line: string): string =>
  line.replace(/binocular-[a-z-]+-([A-Za-z]+)[0-9A-F]{8}/, '$1').replace(/ [a-z0-9]{10}(?=\/v1\/)/, ' api');

/** Leaves the rights that a runtime saw for the end of the run, where the reporter waits for them. */
export const keepRights = ({ granted, used }: SeenRights): void => {
  const dir = process.env[rightsDirVariable];
  if (!dir) return;
  const kept = { granted: granted.map(plain), used: used.map(plain) };
  writeFileSync(join(dir, `${randomUUID()}.json`), JSON.stringify(kept));
};
