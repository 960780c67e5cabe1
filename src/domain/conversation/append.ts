import { limits } from '../../contract/limits.ts';
import type { Head } from './head.ts';
import { inProgress } from './rules.ts';
import type { Rule, Transition } from './transition.ts';

/** The speaker is connected and is this user. */
const speaks = (participantId: string, userId: string): Rule<'notConnected'> => ({
  refusal: 'notConnected',
  any: [{ op: 'eq', path: ['participants', participantId, 'userId'], value: userId }],
});

/**
 * Takes the next seq for one message. A fingerprint that the window holds is refused as a repeat, before the end of
 * the conversation is looked at: a late retry is answered, not counted anew.
 */
export const append = (message: {
  readonly fingerprint: string;
  readonly now: number;
  readonly agent?: { readonly participantId: string; readonly userId: string };
}): Transition<'repeat' | 'ended' | 'notConnected'> => ({
  change: 'message',
  rules: [
    { refusal: 'repeat', any: [{ op: 'lacks', path: ['recent'], value: message.fingerprint }] },
    inProgress,
    ...(message.agent === undefined ? [] : [speaks(message.agent.participantId, message.agent.userId)]),
  ],
  effects: [
    { do: 'add', path: ['seq'], by: 1 },
    { do: 'set', path: ['lastTime'], value: message.now },
    { do: 'slide', path: ['recent'], length: limits.recentMessages, values: [message.fingerprint] },
  ],
});

/** The seq that a fingerprint was given: the window's last entry belongs to the head's seq. */
export const seqOf = (head: Pick<Head, 'recent' | 'seq'>, print: string): number | undefined => {
  const index = head.recent.lastIndexOf(print);
  return index < 0 ? undefined : head.seq - (head.recent.length - 1 - index);
};

/** A window that has seen one message. */
export const firstWindow = (print: string): readonly string[] => [
  ...Array.from({ length: limits.recentMessages - 1 }, () => ''),
  print,
];
