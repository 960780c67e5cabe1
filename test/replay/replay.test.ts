import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createCast } from '../../local/replay/cast.ts';
import type { ConversationLine, Turn } from '../../local/replay/conversation-line.ts';
import { readConversations } from '../../local/replay/read-conversations.ts';
import { replay } from '../../local/replay/replay.ts';
import { spokenTurns } from '../../local/replay/spoken-turns.ts';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { deep } from '../support/deep.ts';
import { patience } from '../support/patience.ts';
import { figure } from '../support/print.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const recorded = at('../../../shared/data/conversations.jsonl');
/** Recorded conversations of a quick run, and how long they may be: a sample that takes seconds. */
const sample = { every: 12, turns: 60 };

const turns = (...texts: readonly string[]): Turn[] =>
  texts.map((text, index) => ({ at: index, from: index % 2 === 0 ? 'customer' : 'agent', text }));

/** A customer, an order, and actions before, between and after what is said. */
const panels: ConversationLine = {
  id: 'with-panels',
  channel: 'webmessaging',
  turns: [
    { at: 0, from: 'action', text: 'The desktop is open.' },
    { at: 1, from: 'agent', text: 'How can I help?' },
    { at: 4, from: 'customer', text: 'Where is my order?' },
    { at: 9, from: 'action', text: 'The order has been pulled up — ✓' },
    { at: 12, from: 'agent', text: 'It is on its way.' },
    { at: 15, from: 'action', text: 'The order has been annotated.' },
  ],
  customer: { member_level: 'bronze', note: '', 'since year': 2019, tags: [] },
  order: { 'order/id': '1001', lines: [{ product: 'jeans', amount: 94, gift: null }], paid: true },
};

/** Texts that are easily damaged on their way, and more than one page of a transcript. */
const delicate: readonly ConversationLine[] = [
  {
    id: 'delicate-texts',
    channel: 'open',
    turns: turns(
      ' leading, trailing and double  spaces ',
      'line\nbreaks\r\nand\ttabs',
      'e\u0301 is not \u00e9, and नमस्ते stays so',
      '👩‍👩‍👧‍👦 🏳️‍🌈 \u{1F44D}\u{1F3FD}',
      '<b>"quoted" \\ & \'escaped\'</b> $x {{y}} \u2028 \u0000',
      `larger than a frame ${'ü'.repeat(20_000)}`,
      'after the large one',
      'the end',
    ),
  },
  {
    id: 'two-pages',
    channel: 'sms',
    turns: turns(...Array.from({ length: 230 }, (_, index) => `message ${index + 1}`)),
  },
];

const conversations = async (): Promise<readonly ConversationLine[]> => {
  const builtIn = [
    panels,
    ...delicate,
    ...(await readConversations(at('../../local/demo/conversations.jsonl'))),
  ];
  if (!existsSync(recorded)) {
    process.stdout.write(
      '  SKIPPED: no recorded conversations beside the project, the built-in ones alone\n',
    );
    return builtIn;
  }
  const all = await readConversations(recorded);
  if (deep) return [...builtIn, ...all];
  const short = all.filter((line) => line.turns.length <= sample.turns);
  return [...builtIn, ...short.filter((_, index) => index % sample.every === 0)];
};

const app = useLocalApp();

test('Given conversations played at once, then each is stored to the byte with its panels, and its monitor saw each message once, in order', {
  timeout: patience * (deep ? 12 : 3),
}, async () => {
  const lines = await conversations();
  const playable = lines.filter((line) => spokenTurns(line.turns).length > 0);
  const actions = playable.flatMap((line) => line.turns.filter(({ from }) => from === 'action'));
  const shown = playable.flatMap(({ customer, order }) => [customer, order].filter((it) => it !== undefined));
  const messages = lines.reduce((sum, line) => sum + spokenTurns(line.turns).length, 0);
  const stopping = new AbortController();
  const started = performance.now();
  const tally = await replay({
    conversations: lines,
    cast: createCast(app.url, 'replayed', stopping.signal),
    run: 'test',
    speed: 0,
    lanes: 8,
    monitor: 1 / 3,
    verify: true,
    guests: { url: app.url, tenantId: 'replayed', most: 6 },
    fileEvery: 7,
    signal: stopping.signal,
  });
  for (const row of tally.summary((performance.now() - started) / 1000)) figure('replay', row);
  expect(tally.faults).toEqual([]);
  expect(tally).toMatchObject({
    conversations: playable.length,
    unplayable: lines.length - playable.length,
    stored: messages,
    panels: shown.length,
    actions: actions.length,
    lost: 0,
    verified: playable.length,
  });
  expect(tally.files).toBeGreaterThan(10);
  expect(tally.guests).toBeGreaterThan(0);
  expect(tally.monitored).toBeGreaterThanOrEqual(Math.floor(playable.length / 4));
});
