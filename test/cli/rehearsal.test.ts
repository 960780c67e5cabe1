import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../cli/main.ts';
import { useOwnLocalApp } from '../e2e/support/local-app.ts';

// Of its own: it loses a table.
const app = useOwnLocalApp({});

test('when the records are lost and restored in rehearsal, then the table is to the byte what it was but for what no stream tells again, and each step is told', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'binocular-rehearsal-'));
  const texts = { out: '', err: '' };
  const sink = (name: keyof typeof texts) => ({ write: (text: string) => (texts[name] += text) });
  try {
    const code = await run(['--url', app.url, '--tenant', 'rehearsal', 'restore', 'rehearse', dir], {
      stdout: sink('out'),
      stderr: sink('err'),
      env: {},
      signal: new AbortController().signal,
    });
    const rows = texts.out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const compared = rows.at(-1);
    expect(compared, texts.err).toMatchObject({ compared: 'Records', missing: 0, differs: 0, added: 0 });
    // Where the customer of after the backup is reached, and their row, which is found by it.
    expect(compared?.lost).toBe(2);
    expect(Number(compared?.same)).toBeGreaterThan(20);
    expect(rows.find(({ lost }) => lost === 'Records')?.items).toBeGreaterThan(20);
    expect(rows.find(({ replayed }) => replayed === 'record')).toMatchObject({ failed: 0 });
    expect(code).toBe(0);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
