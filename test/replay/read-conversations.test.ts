import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConversations } from '../../local/replay/read-conversations.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (id: string, channel = 'sms') =>
  JSON.stringify({ id, channel, turns: [{ at: 0, from: 'customer', text: 'Hello' }], order: { total: 1 } });

const file = (...lines: readonly string[]): string => {
  const path = join(folder, 'conversations.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
};

describe('Given a conversations file', () => {
  test('When every line is one, then they come in order, and empty lines count for nothing', async () => {
    const found = await readConversations(file(line('a'), '', line('b')));
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('When a limit is set, then a fault beyond it is not met', async () => {
    expect(await readConversations(file(line('a'), 'no JSON'), 1)).toHaveLength(1);
  });

  test.each([
    ['is not JSON', 'no JSON', ':3: not JSON'],
    ['has an unknown channel', line('c', 'fax'), ':3: channel: '],
    ['repeats an id', line('a'), ':3: id: a comes twice'],
  ])('When a line %s, then the error names it', async (_, bad, said) => {
    await expect(readConversations(file(line('a'), line('b'), bad))).rejects.toThrow(said);
  });
});
