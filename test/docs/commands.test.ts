import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../cli/main.ts';
import { page, pages } from './markdown.ts';

/** The names of all commands that do something, as they are typed. */
const typed = (command: Command, before = 'npx binocular'): readonly string[] =>
  command.commands.flatMap((one) =>
    one.commands.length > 0 ? typed(one, `${before} ${one.name()}`) : [`${before} ${one.name()}`],
  );

const commands = typed(createProgram(async () => {}));

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
