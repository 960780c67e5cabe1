import { describe, expect, test } from 'vitest';
import { env } from '../../src/contract/env.ts';
import { type SourceFile, sourceFolders, sourceGraph } from './source-graph.ts';

/** What each part may import of ours, and which packages; the first row that fits a path counts. */
const rules: readonly { part: string; may: readonly string[]; packages?: RegExp }[] = [
  { part: 'src/contract/', may: ['src/contract/'], packages: /^zod$/ },
  { part: 'src/domain/', may: ['src/domain/', 'src/contract/'], packages: /^(node:.+|zod)$/ },
  {
    part: 'src/adapters/',
    may: ['src/adapters/', 'src/domain/', 'src/contract/'],
    packages: /^(?!@middy|aws-lambda)/,
  },
  { part: 'src/app/', may: ['src/'] },
  { part: 'functions/', may: ['src/app/', 'src/domain/', 'src/contract/'], packages: /^$/ },
  { part: 'lib/', may: ['lib/', 'src/contract/'] },
  { part: 'local/', may: ['local/', 'src/contract/', 'client/'] },
  { part: 'client/', may: ['client/', 'src/contract/'] },
  { part: 'console/', may: ['console/', 'client/', 'src/contract/'] },
];

const files = sourceGraph(sourceFolders);
const shipped = files.filter((file) => rules.some((rule) => file.path.startsWith(rule.part)));

const forbidden = (file: SourceFile): string[] => {
  const rule = rules.find((it) => file.path.startsWith(it.part));
  if (!rule) return [];
  return [
    ...file.imports.filter((path) => !rule.may.some((part) => path.startsWith(part))),
    ...file.packages.filter((name) => rule.packages && !rule.packages.test(name)),
  ].map((name) => `${file.path} imports ${name}`);
};

/** A cycle's files in order, or nothing. */
const cycle = (graph: ReadonlyMap<string, readonly string[]>): string[] => {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const found = visit(next, [...trail, path]);
      if (found.length > 0) return found;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const found = visit(path, []);
    if (found.length > 0) return found;
  }
  return [];
};

describe('given the graph of imports, types included', () => {
  test('the walker sees it: every part has files, and a handler imports a use case', () => {
    for (const part of ['src/contract/', 'src/domain/', 'src/adapters/', 'src/app/', 'functions/', 'lib/']) {
      expect(
        files.some((file) => file.path.startsWith(part) && file.imports.length > 0),
        part,
      ).toBe(true);
    }
  });

  test('imports run one way', () => {
    expect(shipped.flatMap(forbidden)).toEqual([]);
  });

  test('the rules see an import that runs the other way', () => {
    const wrong = { imports: ['src/app/http/http.ts'], packages: ['@aws-sdk/client-sqs'] };
    const file = { ...wrong, path: 'src/contract/wrong.ts', lines: 1, text: '', reexports: false };
    expect(forbidden(file)).toHaveLength(2);
  });

  test('nobody but a test imports a handler', () => {
    const importers = files.filter((file) => file.imports.some((path) => path.startsWith('functions/')));
    expect(importers.map((file) => file.path).filter((path) => !path.startsWith('test/'))).toEqual([]);
  });

  test('there is no cycle', () => {
    expect(cycle(new Map(files.map((file) => [file.path, file.imports])))).toEqual([]);
    expect(
      cycle(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'a']);
  });

  test('no file passes on what another exports, and none is an index', () => {
    const barrels = files.filter((file) => file.reexports || /(^|\/)index\.tsx?$/.test(file.path));
    expect(barrels.map((file) => file.path)).toEqual([]);
  });

  test('no file has more than 300 lines', () => {
    expect(files.filter((file) => file.lines > 300).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test("every environment variable of the contract is set by the constructs' code and read by the app's", () => {
    for (const name of Object.keys(env)) {
      for (const part of ['lib/', 'src/app/']) {
        const used = files.some((file) => file.path.startsWith(part) && file.text.includes(`env.${name}`));
        expect(used, `env.${name} in ${part}`).toBe(true);
      }
    }
  });

  test('no other code than the app and its adapters reads the environment of a function', () => {
    const readers = files.filter(
      (file) => /^(functions|src)\//.test(file.path) && file.text.includes('process.env'),
    );
    expect(readers.map((file) => file.path)).toEqual(['src/app/environment.ts']);
  });
});
