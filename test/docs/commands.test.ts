import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../cli/main.ts';
import { page, pages, root } from './markdown.ts';

/** The names of all commands that do something, as they are typed. */
const typed = (command: Command, before = 'npx binocular'): readonly string[] =>
  command.commands.flatMap((one) =>
    one.commands.length > 0 ? typed(one, `${before} ${one.name()}`) : [`${before} ${one.name()}`],
  );

const commands = typed(createProgram(Object.assign(async () => {}, { alone: async () => {} })));

test('every command of the operator that a document names exists', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/npx binocular((?: --[a-z]+ \S+)*)((?: [a-z]+)+)/g)].map(([, , words = '']) => ({
      path,
      command: `npx binocular${words}`,
    })),
  );
  expect(named.length).toBeGreaterThan(10);
  const unknown = named.filter(({ command }) => !commands.some((one) => `${command} `.startsWith(`${one} `)));
  expect(unknown).toEqual([]);
});

test('the page of operations names every command', () => {
  const text = page('docs/operations.md');
  expect(commands.filter((command) => !text.includes(command))).toEqual([]);
});

test('the workflow that deploys stores no key of AWS, and every command in it exists', () => {
  const workflow = readFileSync(join(root, '.github/workflows/deploy.yml'), 'utf8');
  expect(workflow).toContain('id-token: write');
  expect(workflow).toContain('role-to-assume');
  expect(workflow).not.toMatch(/secrets\.|aws-access-key-id|AWS_SECRET/i);
  const named = [...workflow.matchAll(/npx (binocular(?: --[a-z]+ "\S+")*(?: [a-z]+)+)/g)].map(
    ([, it = '']) => it.replace(/ --[a-z]+ "\S+"/g, ''),
  );
  expect(named.map((it) => `npx ${it}`).filter((it) => !commands.includes(it))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const [, script = ''] of workflow.matchAll(/npm run ([\w:]+)/g))
    expect(scripts).toHaveProperty(script);
});
