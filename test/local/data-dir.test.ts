import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareDataDir } from '../../local/data-dir.ts';

describe('a data directory', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'data-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  test('Given none, when it is prepared, then it is made for its owner alone', () => {
    const dir = join(parent, 'a/b');
    prepareDataDir(dir);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  test('Given one that the runtime used, when it is prepared, then it is taken', () => {
    writeFileSync(join(parent, 'queues.json'), '{}');
    writeFileSync(join(parent, 'notes.txt'), '');
    expect(() => prepareDataDir(parent)).not.toThrow();
  });

  test.each([
    ['a file', 'file', 'is a file'],
    ['a place below a file', 'file/below', 'cannot be written (ENOTDIR)'],
    ['a directory of something else', 'photos', 'is not empty, and not of this runtime (it holds one.jpg)'],
  ])('Given %s, when it is prepared, then the user is told what is wrong', (_, name, why) => {
    writeFileSync(join(parent, 'file'), '');
    mkdirSync(join(parent, 'photos'));
    writeFileSync(join(parent, 'photos', 'one.jpg'), '');
    const dir = join(parent, name);
    expect(() => prepareDataDir(dir)).toThrow(`--data-dir ${dir} ${why}: choose another, or --in-memory.`);
  });
});
