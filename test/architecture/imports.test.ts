import { describe, expect, test } from 'vitest';
import { env } from '../../src/contract/env.ts';
import { resources } from '../../src/contract/rights.ts';
import { page } from '../docs/markdown.ts';
import { domainRooms, house, parts } from './house.ts';
import { cycle, forbidden, misplaced, upward } from './rules.ts';
import { type SourceFile, sourceFolders, sourceGraph } from './source-graph.ts';

const files = sourceGraph(sourceFolders);

const aFile = (path: string, imports: readonly string[], packages: readonly string[] = []): SourceFile => ({
  path,
  imports,
  packages,
  lines: 1,
  text: '',
});

describe('given the graph of imports, types included', () => {
  test('the walker sees it: every part has files, and a handler imports a use case', () => {
    for (const part of ['src/contract/', 'src/domain/', 'src/adapters/', 'src/app/', 'functions/', 'lib/']) {
      const seen = files.some((file) => file.path.startsWith(part) && file.imports.length > 0);
      expect(seen, part).toBe(true);
    }
  });

  test.each(house)('each room of $folder has its floor, and no import leads to a room above', (floors) => {
    expect(misplaced(floors, files)).toEqual([]);
    expect(upward(floors, files)).toEqual([]);
  });

  test('the check sees an import that leads up, a room without a floor and a floor without files', () => {
    const floors = { folder: 'a', rooms: ['ground', 'roof', 'empty'] };
    const built = [
      aFile('a/ground/one.ts', ['a/roof/two.ts']),
      aFile('a/roof/two.ts', ['a/ground/one.ts']),
      aFile('a/shed/three.ts', []),
    ];
    expect(upward(floors, built)).toEqual(['a/ground/one.ts imports a/roof/two.ts']);
    expect(misplaced(floors, built)).toEqual(['shed has no floor', 'empty has no files']);
  });

  test('each part imports only what it may', () => {
    expect(files.flatMap((file) => forbidden(parts, file))).toEqual([]);
  });

  test('the check sees a part that imports another, and a package', () => {
    const wrong = aFile('lib/wrong.ts', ['src/app/http/http.ts', 'src/contract/env.ts']);
    expect(forbidden(parts, wrong)).toEqual(['lib/wrong.ts imports src/app/http/http.ts']);
    expect(forbidden(parts, aFile('src/contract/wrong.ts', [], ['zod', 'node:fs']))).toHaveLength(1);
  });

  test('nobody but a test imports a handler', () => {
    const importers = files.filter((file) => file.imports.some((path) => path.startsWith('functions/')));
    expect(importers.map((file) => file.path).filter((path) => !path.startsWith('test/'))).toEqual([]);
  });

  test('there is no cycle', () => {
    expect(cycle(new Map(files.map((file) => [file.path, file.imports])))).toEqual([]);
    const round = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(cycle(round)).toEqual(['a', 'b', 'a']);
  });

  test('no file has more than 300 lines', () => {
    expect(files.filter((file) => file.lines > 300).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });
});

test('the architecture page shows the rooms of the domain in their order', () => {
  const width = Math.max(...Object.keys(domainRooms).map((room) => room.length));
  const drawn = Object.entries(domainRooms)
    .map(([room, holds]) => `│ ${room.padEnd(width)} │ ${holds}`)
    .reverse();
  const edge = '─'.repeat(width + 2);
  const down = edge.replace(/^(─+)─(─{7})$/, '$1▼$2');
  const drawing = [`┌${edge}┐`, drawn.join(`\n├${down}┤\n`), `└${edge}┘`].join('\n');
  expect(page('docs/architecture.md')).toContain(drawing);
});

describe('given the environment of a function', () => {
  test('every variable of the contract belongs to a resource that a function can need', () => {
    // The local runtime alone sets these.
    const local: readonly string[] = [env.loopbackWebhooks, env.loopbackProviders];
    const deployed = Object.values(env).filter((name) => !local.includes(name));
    expect(Object.values(resources).flat().sort()).toEqual(deployed.sort());
  });

  test('no other code than the ports reads it', () => {
    const readers = files.filter(
      (file) => /^(functions|src)\//.test(file.path) && file.text.includes('process.env'),
    );
    expect(readers.map((file) => file.path)).toEqual(['src/adapters/port.ts']);
  });
});
