import { limits } from '../../contract/limits.ts';
import type { Head } from './head.ts';
import { inProgress } from './rules.ts';
import type { Rule, Transition } from './transition.ts';

/** The speaker is connected and is this user. */
const speaks = (participantId: string, userId: string): Rule<'notConnected'> => ({
  refusal: 'notConnected',
  any: [{ op: 'eq', path: ['participants', participantId, 'userId'], value: userId }],
});

/** The customer is reached without a provider, who would take the text and lose what is beside it. */
const carriesContent: Rule<'textAlone'> = {
  refusal: 'textAlone',
  any: [{ op: 'ne', path: ['reach'], value: 'provider' }],
};

/** Who speaks as an agent, and whether they say more than text. */
interface Speaker {
  readonly participantId: string;
  readonly userId: string;
  readonly withContent?: boolean;
}

type Appending = Transition<'repeat' | 'ended' | 'notConnected' | 'textAlone'>;

/**
 * Takes the next seqs for messages that are said together, in their order: one write however many they are. At most
 * as many as the window is long, so that a retry of all of them is recognised. A fingerprint that the window holds
 * is refused as a repeat, before the end of the conversation is looked at: a late retry is answered, not counted anew.
 */
export const appendAll = (fingerprints: readonly string[], now: number, agent?: Speaker): Appending => ({
  change: 'message',
  rules: [
    ...fingerprints.map(
      (value): Rule<'repeat'> => ({ refusal: 'repeat', any: [{ op: 'lacks', path: ['recent'], value }] }),
    ),
    inProgress,
    ...(agent === undefined ? [] : [speaks(agent.participantId, agent.userId)]),
    ...(agent?.withContent === true ? [carriesContent] : []),
  ],
  effects: [
    { do: 'add', path: ['seq'], by: fingerprints.length },
    { do: 'set', path: ['lastTime'], value: now },
    { do: 'slide', path: ['recent'], length: limits.recentMessages, values: fingerprints },
  ],
});

/** Takes the next seq for one message. */
export const append = (message: {
  readonly fingerprint: string;
  readonly now: number;
  readonly agent?: Speaker;
}): Appending => appendAll([message.fingerprint], message.now, message.agent);

/**
 * The seq that a fingerprint was given: the window's last entry belongs to the head's seq. Not above 0 for a message
 * of the address's conversation before this one, whose window this one began with.
 */
export const seqOf = (head: Pick<Head, 'recent' | 'seq'>, print: string): number | undefined => {
  const index = head.recent.lastIndexOf(print);
  return index < 0 ? undefined : head.seq - (head.recent.length - 1 - index);
};

/** A window that has seen these messages, after those that another window had seen. */
export const nextWindow = (before: readonly string[], prints: readonly string[]): readonly string[] =>
  [...Array.from({ length: limits.recentMessages }, () => ''), ...before, ...prints].slice(
    -limits.recentMessages,
  );

/** A window that has seen these messages and no other. */
export const firstWindow = (...prints: readonly string[]): readonly string[] => nextWindow([], prints);
