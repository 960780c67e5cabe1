import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundle, rightsOf } from '../../lib/bundle.ts';

describe('given a project with one handler', () => {
  let root: string;
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'binocular-bundle-'));
    write('package-lock.json', '{}');
    write('src/word.ts', "export const word: string = 'first';");
    write(
      'functions/http/say.ts',
      "import { word } from '../../src/word.ts';\nexport const needs = { rights: [{ on: 'records', actions: [word] }] };\nexport const handler = () => word;",
    );
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('when it is bundled, then the bundle holds what it imports, and its bytes are told', async () => {
    const { bytes, outdir, built } = await bundle(root, ['http/say']);
    const text = readFileSync(join(outdir, 'http/say/index.js'), 'utf8');
    expect(text).toContain('first');
    expect(bytes).toEqual({ 'http/say': Buffer.byteLength(text) });
    expect(built).toBe(true);
  });

  test('when it imports one constant of a file, then what the file makes beside it is not in the bundle', async () => {
    write(
      'src/word.ts',
      "const make = (text: string) => ({ text });\nconst part = make('a part');\n" +
        "export const other = make('another');\nexport const { text: word } = make('first');\n" +
        "export const whole = { part, more: make('more') } as const;",
    );
    write(
      'functions/http/say.ts',
      "import { whole } from '../../src/word.ts';\nexport const needs = { rights: [] };\nexport const handler = () => whole;",
    );
    const { outdir } = await bundle(root, ['http/say']);
    const text = readFileSync(join(outdir, 'http/say/index.js'), 'utf8');
    for (const kept of ['a part', 'more', 'first']) expect(text).toContain(kept);
    expect(text).not.toContain('another');
  });

  test('when it serves a route, then the bundle has what the route parses and nothing of its answer', async () => {
    write(
      'src/word.ts',
      'const z = { object: (name: string) => ({ name }) };\nconst defineRoute = <T>(route: T) => route;\n' +
        "const Asked = z.object('Asked');\nconst Answered = z.object('Answered');\n" +
        "export const say = defineRoute({ name: 'say', summary: 'Says it', body: Asked, response: Answered });",
    );
    write(
      'functions/http/say.ts',
      "import { say } from '../../src/word.ts';\nexport const needs = { rights: [] };\nexport const handler = () => say;",
    );
    const { outdir } = await bundle(root, ['http/say']);
    const text = readFileSync(join(outdir, 'http/say/index.js'), 'utf8');
    expect(text).toContain('Asked');
    for (const documented of ['Answered', 'Says it']) expect(text).not.toContain(documented);
  });

  test('when it is bundled, then what it needs is known, though no package of it is there', async () => {
    write(
      'src/word.ts',
      "import fs, { constants } from 'node:fs';\nimport { Sdk } from 'no-such-package';\n" +
        'class Own extends Sdk {}\nexport const opened = new Own(fs.readFileSync(String(constants.x)));\n' +
        "export const word: string = 'first';",
    );
    mkdirSync(join(root, 'node_modules/no-such-package'), { recursive: true });
    write('node_modules/no-such-package/package.json', '{"name":"no-such-package","main":"index.js"}');
    write('node_modules/no-such-package/index.js', "throw new Error('a package was loaded')");
    const { outdir } = await bundle(root, ['http/say']);
    expect(rightsOf(outdir)).toEqual({ 'http/say': [{ on: 'records', actions: ['first'] }] });
  });

  test('when a handler declares no needs, then it is named', async () => {
    write('functions/http/shout.ts', 'export const handler = () => 1;');
    await expect(bundle(root, ['http/say', 'http/shout'])).rejects.toThrow('shout');
  });

  test('when nothing changed, then nothing is built; when an import or the lock changed, then it is', async () => {
    await bundle(root, ['http/say']);
    expect((await bundle(root, ['http/say'])).built).toBe(false);
    write('src/word.ts', "export const word: string = 'second';");
    expect((await bundle(root, ['http/say'])).built).toBe(true);
    write('package-lock.json', '{"lockfileVersion":3}');
    expect((await bundle(root, ['http/say'])).built).toBe(true);
  });

  test('when two runs start at once, then one builds and the other takes what it built', async () => {
    const runs = await Promise.all([bundle(root, ['http/say']), bundle(root, ['http/say'])]);
    expect(runs.map((run) => run.built).sort()).toEqual([false, true]);
  });

  test('when a run died with the lock, then the next run goes on', async () => {
    write('.build/lock', '999999999');
    expect((await bundle(root, ['http/say'])).built).toBe(true);
  });

  test('when a handler is missing, then it is named', async () => {
    await expect(bundle(root, ['http/say', 'http/shout'])).rejects.toThrow('http/shout');
  });
});
