import ts from '@typescript/typescript6';
import { expect, test } from 'vitest';
import { type SourceFile, sourceGraph } from './source-graph.ts';

/** What a file asserts without looking, `as const` aside: `file: Type`, in order. */
const castsOf = ({ path, text }: Pick<SourceFile, 'path' | 'text'>): readonly string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) ||
      ts.isTypeAssertionExpression(node)
    )
      found.push(`${path}: ${node.type.getText(source)}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** Casts that speak of no stored item, and why each is right. */
const allowed: Readonly<Record<string, string>> = {
  'src/adapters/port.ts: Opened<P>': 'a record made of a list loses its names',
  'src/adapters/http/http-caller.ts: AsyncIterable<Buffer>':
    'a response without an encoding reads as buffers',
};

test('what an adapter reads is parsed: none asserts what a stored item or an answer holds', () => {
  const casts = sourceGraph(['src/adapters']).flatMap(castsOf);
  expect(casts.filter((cast) => allowed[cast] === undefined)).toEqual([]);
  expect(Object.keys(allowed).filter((cast) => !casts.includes(cast))).toEqual([]);
});

test('what reads a stream asserts the form of an image in one place', () => {
  const casts = sourceGraph(['src/app'])
    .flatMap(castsOf)
    .filter((cast) => /Image|Head|Entry|unmarshall|Presence/.test(cast));
  expect(casts).toEqual(['src/app/in-turn.ts: Parameters<typeof unmarshall>[0]']);
});

test('nothing is cast by way of unknown, to any or to never', () => {
  const files = sourceGraph(['src', 'functions', 'lib', 'local', 'client', 'console', 'widget']);
  expect(files.flatMap(castsOf).filter((cast) => /: (unknown|any|never)$/.test(cast))).toEqual([]);
});

test('the check sees a cast, and no constant', () => {
  const text = 'const a = item as Head; const b = [1] as const; const c = <Entry>item;';
  expect(castsOf({ path: 'a.ts', text })).toEqual(['a.ts: Head', 'a.ts: Entry']);
});
