import { expect, test } from 'vitest';
import { en } from '../../console/catalogue/en.ts';
import { createSay } from '../../console/catalogue/say.ts';
import { endSentence } from '../../console/interaction/end-sentence.ts';
import type { Interaction, WatchEnd } from '../../console/live/facts.ts';

const say = createSay(en, 'en');
const times = { minute: () => '12:44', second: String, day: String, whole: String, zoned: String };
const interaction: Interaction = {
  id: 'c',
  startTime: 0,
  messageType: 'open',
  queueId: 'support',
  customer: 'Maria',
  agents: [],
};
const sentence = (end: Omit<WatchEnd, 'time'>, changes: Partial<Interaction> = {}): string =>
  endSentence(
    { end: { time: 1, ...end }, interaction: { ...interaction, ...changes }, agent: 'Ann', queue: 'Support' },
    say,
    times,
  );
const kim = { userId: 'kim', name: 'Kim Lee', since: 1 };
const lost = 'Your session ended at 12:44 because this page was offline for more than a minute.';

test.each<[string, Omit<WatchEnd, 'time'>, Partial<Interaction>, string]>([
  ['a lost lease', { reason: 'monitor.lease.lost' }, {}, lost],
  [
    'a lost lease that nobody took',
    { reason: 'monitor.lease.lost', monitorNow: null },
    {},
    `${lost} Nobody else has taken it.`,
  ],
  [
    'a lost lease that another took',
    { reason: 'monitoring.ended', disconnectType: 'session.expired', monitorNow: kim },
    {},
    `${lost} Kim Lee monitors now.`,
  ],
  [
    'the end',
    { reason: 'monitoring.ended', disconnectType: 'peer' },
    { endTime: 1 },
    'The conversation ended at 12:44.',
  ],
  [
    'an agent who left',
    { reason: 'monitoring.ended', disconnectType: 'peer' },
    {},
    'Ann left the conversation at 12:44, and your session ended with that.',
  ],
  [
    'a transfer',
    { reason: 'monitoring.ended', disconnectType: 'transfer' },
    {},
    'The conversation was handed on at 12:44, and your session ended with that.',
  ],
  [
    'an administrator',
    { reason: 'monitoring.ended', disconnectType: 'system' },
    {},
    'Your session was ended by an administrator at 12:44.',
  ],
  ['a right', { reason: 'not.found' }, {}, 'Your right to monitor in Support was withdrawn at 12:44.'],
  [
    'oneself',
    { reason: 'monitoring.ended', disconnectType: 'client' },
    {},
    'You stopped monitoring at 12:44.',
  ],
])('Given monitoring that ended by %s, then it is said in one plain sentence', (_, end, changes, wanted) => {
  expect(sentence(end, changes)).toBe(wanted);
});
