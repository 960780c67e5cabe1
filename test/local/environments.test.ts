import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FunctionSpec } from '../../local/lambda/function-spec.ts';
import { createFunctions, type Functions } from '../../local/lambda/functions.ts';

describe('a bound of environments', () => {
  let root: string;
  let functions: Functions;
  let specs: readonly FunctionSpec[];
  const names = ['one', 'two', 'three'];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'binocular-environments-'));
    specs = names.map((name): FunctionSpec => {
      const dir = join(root, name);
      mkdirSync(dir);
      writeFileSync(
        join(dir, 'index.js'),
        'exports.handler = ({ ms }) => new Promise((done) => setTimeout(done, ms, 1));',
      );
      const asynchronous = { retries: 0, maxAgeMs: 60_000 };
      const limits = { memoryMb: 128, timeoutMs: 60_000, asynchronous };
      const arns = { arn: `arn:${name}`, roleArn: '', logGroupArn: '' };
      return { name, label: name, dir, handler: 'index.handler', env: {}, variables: {}, ...limits, ...arns };
    });
    functions = createFunctions(specs, { concurrency: 4, environments: 2, idleMs: 60_000, log: () => {} });
  });

  afterAll(async () => {
    await functions.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const there = () => functions.counts().flatMap(({ name, environments }) => Array(environments).fill(name));

  test('Given as many as the bound, when another is started, then the one that rests longest goes', async () => {
    for (const name of names) await functions.invoke(name, { ms: 0 });
    expect(there()).toEqual(['two', 'three']);
    await functions.invoke('two', { ms: 0 });
    await functions.invoke('one', { ms: 0 });
    expect(there()).toEqual(['one', 'two']);
  });

  test('Given more that work at once than the bound, when they are done, then all have answered, and the next start leaves no more than the bound', async () => {
    const answers = await Promise.all(
      ['one', 'one', 'two', 'two'].map((name) => functions.invoke(name, { ms: 50 })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(there()).toHaveLength(4);
    await functions.invoke('three', { ms: 0 });
    expect(there()).toHaveLength(2);
    expect(there()).toContain('three');
  });

  test('Given that a cold start takes a while, when a function is called twice, then the first call waits that long for its environment, and the second has it', async () => {
    const coldStartMs = 400;
    const slow = createFunctions(specs, {
      concurrency: 1,
      environments: 2,
      idleMs: 60_000,
      log: () => {},
      coldStartMs,
    });
    try {
      const began = performance.now();
      expect((await slow.invoke('one', { ms: 0 })).ok).toBe(true);
      // A timer may be early by a part of a millisecond.
      expect(performance.now() - began).toBeGreaterThanOrEqual(coldStartMs - 2);
      await slow.invoke('one', { ms: 0 });
      expect(slow.counts().find(({ name }) => name === 'one')).toMatchObject({
        coldStarts: 1,
        invocations: 2,
      });
    } finally {
      await slow.stop();
    }
  });
});
