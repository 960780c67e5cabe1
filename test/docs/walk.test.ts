import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { patience } from '../support/patience.ts';
import { page, root } from './markdown.ts';

const walk = page('README.md').split('## Five minutes with curl\n')[1]?.split('\n## ')[0] ?? '';

/** Fenced blocks: what is typed (`sh`), and what the README says comes back. */
const blocks = [...walk.matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, kind, text]) => ({
  kind,
  text: text as string,
}));

/** The reader's pings come every 20 s; here one is waited for. */
const hasty = (text: string): string => text.replace('20e3', '500');

/** What a reader waits for with their own eyes. */
const waits = {
  ping: `until grep -q '"message":"pong"' "$OUT"; do sleep 0.1; done`,
  backfill: `until grep -q '"message":"resumed"' "$OUT"; do sleep 0.1; done`,
  live: `until grep -q 'How can I help.*"metadata":{"fence":1}' "$OUT"; do sleep 0.1; done`,
  timeline: `until as supervisor-1 $BASE/api/v2/analytics/conversations/$C/timeline | grep -q conversation.ended; do sleep 0.1; done`,
};

const script = (url: string): string =>
  hasty(
    blocks
      .filter(({ kind }) => kind === 'sh')
      .map(({ text }) => text)
      .join('\n'),
  )
    .replace('http://127.0.0.1:4510', url)
    .replace(/^.*\$URI" \$C &$/m, (line) => `${line}\nREADER=$!\n${waits.backfill}\n${waits.ping}`)
    .replace(/^as agent-1 .*field.*$/m, (line) => `${waits.live}\n${line}`)
    .replace(/^as supervisor-1 .*timeline.*$/m, (line) => `${waits.timeline}\n${line}`)
    .concat('kill $READER\n');

/** The parts of a printed answer that are the same each time: between ellipses, without ids and times. */
const lasting = (answer: string): readonly string[] =>
  answer
    .split(/…|\n|[\w-]*-(?=…)/)
    .flatMap((part) => part.split(/"(?:id|leaseExpiresAt|monitoredParticipantId)":"[^"]*"?/))
    .map((part) => part.replace(/^[\s,.{}]+|[\s,.{}]+$/g, ''))
    .filter((part) => part.length > 12 && !/[0-9a-f]{8}-$/.test(part));

describe("the README's walk", () => {
  const app = useLocalApp();

  test('Given a started backend, when every command is typed, then every answer that is printed comes back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'walk-'));
    const out = join(folder, 'out');
    try {
      await promisify(execFile)('bash', ['-c', `exec >"$OUT"; ${script(app.url)}`], {
        cwd: root,
        env: { ...process.env, OUT: out },
        timeout: patience,
      });
      const said = readFileSync(out, 'utf8');
      const promised = blocks.filter(({ kind }) => kind !== 'sh').flatMap(({ text }) => lasting(text));
      expect(promised.length).toBeGreaterThan(10);
      const squeezed = said.replace(/\s+/g, '');
      expect(promised.filter((part) => !squeezed.includes(part.replace(/\s+/g, '')))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
