import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Resource, Stack } from './template.ts';

/**
 * Directory of a function's code: by its `aws:asset:path`, else by the hash in its S3 key.
 *
 * @param key its S3 key, where it has one
 * @throws when neither names an existing directory
 */
export const assetDir = (
  stack: Stack,
  logicalId: string,
  resource: Resource,
  key: string | undefined,
): string => {
  const candidates: string[] = [];
  const path = resource.Metadata?.['aws:asset:path'];
  if (typeof path === 'string') candidates.push(isAbsolute(path) ? path : join(stack.dir, path));
  if (key !== undefined) {
    const hash = key.replace(/^.*\//, '').replace(/\.[a-z]+$/, '');
    const known = stack.assets[hash];
    candidates.push(...(known ? [known] : []), join(stack.dir, `asset.${hash}`));
  }
  const dir = candidates.find((candidate) => existsSync(candidate));
  if (!dir)
    throw new Error(
      `The code of ${stack.name}/${logicalId} is not in the assembly (${candidates.join(', ')}).`,
    );
  return dir;
};
