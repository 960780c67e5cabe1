import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A recorded conversation's turns, as far as tests use them. */
export interface RecordedConversation {
  readonly id: string;
  readonly channel: string;
  readonly turns: readonly { readonly from: 'customer' | 'agent' | 'action'; readonly text: string }[];
}

const turn = (from: 'customer' | 'agent', text: string) => ({ from, text });

/** A small set that is always there. */
const builtIn: readonly RecordedConversation[] = [
  {
    id: 'built-in-short',
    channel: 'webmessaging',
    turns: [turn('customer', 'Hello'), turn('agent', 'Good morning, how can I help you?')],
  },
  {
    id: 'built-in-long',
    channel: 'sms',
    turns: Array.from({ length: 120 }, (_, i) =>
      turn(i % 2 === 0 ? 'customer' : 'agent', `${i}: ${'ein längerer Satz 你好 '.repeat(12)}`),
    ),
  },
];

const file = fileURLToPath(new URL('../../../shared/data/conversations.jsonl', import.meta.url));

/** The recorded conversations beside the project, where they are there, and the built-in ones. */
export const recordedConversations = (): readonly RecordedConversation[] => {
  if (!existsSync(file)) {
    process.stdout.write('  SKIPPED: no recorded conversations beside the project, the built-in set alone\n');
    return builtIn;
  }
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return [
    ...builtIn,
    ...lines.map((line) => {
      const { id, channel, turns } = JSON.parse(line) as RecordedConversation;
      return { id, channel, turns };
    }),
  ];
};
