import ts from '@typescript/typescript6';
import { expect, test } from 'vitest';
import { type SourceFile, sourceGraph } from './source-graph.ts';

/** Waits of vitest, whose own limit is a second. */
const waits = /^(vi\.waitFor|vi\.waitUntil|expect\.poll)$/;
const limits = new Set(['timeout', 'testTimeout', 'hookTimeout']);

const isOption = (node: ts.ObjectLiteralElementLike): node is ts.PropertyAssignment =>
  ts.isPropertyAssignment(node) && limits.has(node.name.getText());

const isPatient = (node: ts.Expression | undefined): boolean =>
  node !== undefined &&
  ts.isObjectLiteralExpression(node) &&
  node.properties.some((it) => isOption(it) && /\bpatience\b/.test(it.initializer.getText()));

/** Where a file says in milliseconds how fast something must be, or pauses: `file: text`. */
const hurriesOf = ({ path, text }: Pick<SourceFile, 'path' | 'text'>): readonly string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText();
      if (waits.test(called) && !isPatient(node.arguments.at(-1))) found.push(`${path}: ${called}`);
      if (called === 'setTimeout') found.push(`${path}: setTimeout`);
    }
    if (ts.isObjectLiteralExpression(node))
      for (const option of node.properties.filter(isOption))
        if (ts.isNumericLiteral(option.initializer)) found.push(`${path}: ${option.getText()}`);
    if (ts.isImportDeclaration(node) && /timers\/promises/.test(node.moduleSpecifier.getText()))
      if (/setTimeout/.test(node.getText())) found.push(`${path}: setTimeout`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...new Set(found)];
};

/** What pauses or limits and yet says nothing of how fast the machine is. */
const allowed: Readonly<Record<string, string>> = {
  'test/e2e/support/eventually.ts: setTimeout': 'the pause between two looks',
  'test/e2e/support/serve-shared.ts: setTimeout': 'ends a runtime that does not stop, after the last test',
};

test('no test says how fast something must be, and none pauses: each waits for an event, patiently', () => {
  const hurries = sourceGraph(['test']).flatMap(hurriesOf);
  expect(hurries.filter((hurry) => allowed[hurry] === undefined)).toEqual([]);
  expect(Object.keys(allowed).filter((hurry) => !hurries.includes(hurry))).toEqual([]);
});

test('the check sees a wait with a limit of its own, with none, and a pause', () => {
  const text = [
    'await vi.waitFor(done); await expect.poll(it, { timeout: 5_000 }).toBe(1);',
    'await vi.waitUntil(done, { timeout: patience, interval: 5 });',
    'await new Promise((resolve) => setTimeout(resolve, 100));',
  ].join('\n');
  expect(hurriesOf({ path: 'a.ts', text })).toEqual([
    'a.ts: vi.waitFor',
    'a.ts: expect.poll',
    'a.ts: timeout: 5_000',
    'a.ts: setTimeout',
  ]);
});
