import { startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { topics } from '../../src/contract/topics.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { type Claims, outOfTurn } from './judges.ts';
import { askUntil, type Named, type People, persist } from './people.ts';
import type { Tally } from './tally.ts';

/** A supervisor who was let in, and what they hear. */
export interface Watch {
  readonly one: Named;
  readonly heard: readonly TranscriptEntry[];
  /** Holds what was heard to I2 and I3: all that was acknowledged until now, each seq once, in order. */
  check(acknowledged: ReadonlyMap<string, number>): Promise<void>;
  /** Stops the session. */
  stop(): Promise<void>;
}

/** ms within which what was acknowledged must be heard: a client that lost its socket asks anew within 20 s or so. */
const patienceMs = 90_000;

/** What watching one conversation needs. */
interface Deps {
  readonly people: People;
  readonly conversationId: string;
  readonly claims: Claims;
  readonly tally: Tally;
  /** When a text was sent, by `performance.now()`. */
  readonly sentAt: ReadonlyMap<string, number>;
}

/** I1: both supervisors ask at once, and one at the most is let in. */
export const contest = async (deps: Deps, participantId: string): Promise<Watch | undefined> => {
  const { people, conversationId, claims, tally } = deps;
  const asked = Date.now();
  const params = { conversationId, participantId };
  const answers = await Promise.allSettled(
    people.supervisors.map(async (one) => ({
      one,
      session: await persist(() => one.client.call(startMonitoring, { params })),
    })),
  );
  const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  tally.count(`claims with ${won.length} winner${won.length === 1 ? '' : 's'}`);
  for (const { one, session } of won) {
    const until = Date.parse(session.leaseExpiresAt ?? session.startTime);
    tally.looked('I1', ...claims.won({ userId: one.id, fence: session.fence }, asked, until));
  }
  const [first] = won;
  return first && follow(deps, first.one, first.session.id, first.session.fence);
};

const follow = (deps: Deps, one: Named, sessionId: string, fence: number): Watch => {
  const { conversationId, claims, tally, sentAt } = deps;
  const from = performance.now();
  const heard: TranscriptEntry[] = [];
  const state = { live: false, over: '' };
  const following = one.channel.followTranscript(conversationId, {
    fence,
    onEntry: (entry) => {
      heard.push(entry);
      const sent = sentAt.get(entry.text ?? '');
      if (sent !== undefined && state.live) tally.took('send to socket', performance.now() - sent);
    },
    onCaughtUp: () => {
      state.live = true;
    },
    onEnd: ({ reason }) => {
      state.over = reason;
      tally.count(`follows that ended: ${reason}`);
    },
  });
  /** I1: no frame of the transcript bears a fence that its reader was not given. */
  const foreign = (): readonly string[] =>
    one.frames
      .filter(({ at, frame }) => at >= from && frame?.topicName === topics.transcript(conversationId))
      .flatMap(({ frame }) => frame?.metadata.fence ?? [])
      .filter((other) => !claims.grants(one.id, other))
      .map((other) => `${one.id} was told something under fence ${other}`);
  return {
    one,
    heard,
    check: async (acknowledged) => {
      const wanted = [...acknowledged];
      const missing = () => {
        const texts = new Set(heard.map(({ text }) => text));
        return wanted.filter(([text]) => !texts.has(text));
      };
      const isSettled = () => missing().length === 0 || state.over !== '';
      await askUntil(isSettled, Boolean, { mostMs: patienceMs, everyMs: 50 });
      // A lease that ran out because pings were lost with what served them ends the follow: that is told, and no fault.
      if (state.over === '')
        tally.looked('I2', ...missing().map(([, seq]) => `${conversationId}: ${seq} was not heard`));
      tally.looked('I3', ...outOfTurn(heard).map((what) => `${conversationId}: ${what}`));
      tally.looked('I1', ...foreign());
    },
    stop: async () => {
      await persist(() => one.client.call(stopMonitoring, { params: { sessionId } })).catch(() => undefined);
      claims.ended({ userId: one.id, fence });
      following.stop();
    },
  };
};
