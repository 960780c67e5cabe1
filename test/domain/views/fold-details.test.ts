import { describe, expect, test } from 'vitest';
import type { Draft, Fact } from '../../../src/domain/timeline/fact.ts';
import { foldDetails } from '../../../src/domain/views/fold-details.ts';

const agent = { participantId: 'a1', purpose: 'agent', userId: 'agent-1', name: 'Agent One' } as const;
const monitor = { participantId: 'c.m1', purpose: 'user', userId: 'supervisor-1', fence: 1 } as const;
const facts = (...drafts: readonly Draft[]): readonly Fact[] =>
  drafts.map((draft, rev) => ({ ...draft, rev, index: 0 }));
const came = { type: 'participant.connected', time: 1_000, ...agent } as const;
const held = { type: 'participant.held', time: 3_000, ...agent } as const;
const resumed = { type: 'participant.resumed', time: 8_000, ...agent } as const;
const gone = { type: 'participant.disconnected', time: 9_000, ...agent, disconnectType: 'client' } as const;
const wrapped = {
  type: 'participant.wrappedUp',
  time: 29_000,
  participantId: 'a1',
  wrapupCode: 'solved',
} as const;
const end = { type: 'conversation.ended', time: 9_000 } as const;

const sessionOf = (told: readonly Fact[], participantId = 'a1') =>
  foldDetails(told, 'open').find((part) => part.participantId === participantId)?.sessions[0];
const segments = (told: readonly Fact[]) =>
  sessionOf(told)?.segments.map(({ segmentType, segmentStart, segmentEnd }) => [
    segmentType,
    Date.parse(segmentStart),
    segmentEnd === undefined ? undefined : Date.parse(segmentEnd),
  ]);
const metrics = (told: readonly Fact[], participantId = 'a1') =>
  Object.fromEntries(sessionOf(told, participantId)?.metrics.map(({ name, value }) => [name, value]) ?? []);

describe("an agent's time in the details", () => {
  test('Given a hold, when the agent resumes and leaves, then talk leaves it out and handling counts both', () => {
    const told = facts(came, held, resumed, gone);
    expect(segments(told)).toEqual([
      ['interact', 1_000, 3_000],
      ['hold', 3_000, 8_000],
      ['interact', 8_000, 9_000],
    ]);
    expect(metrics(told)).toEqual({ tTalk: 3_000, tHeld: 5_000, tHandle: 8_000 });
  });

  test.each([
    ['the agent leaves', gone],
    ['the conversation ends', end],
  ])('Given a hold, when %s, then the hold ends with it', (_how, closing) => {
    const told = facts(came, held, closing);
    expect(segments(told)?.at(-1)).toEqual(['hold', 3_000, 9_000]);
    expect(metrics(told)).toEqual({ tTalk: 2_000, tHeld: 6_000, tHandle: 8_000 });
  });

  test.each([
    ['after leaving, before the end', facts(came, gone, wrapped)],
    ['after leaving, after the end', facts(came, gone, end, wrapped)],
    ['after the end, having been there', facts(came, end, wrapped)],
  ])(
    'Given an agent who wraps up %s, when folded, then the work after counts from when they were gone',
    (_when, told) => {
      expect(segments(told)).toEqual([
        ['interact', 1_000, 9_000],
        ['wrapup', 9_000, 29_000],
      ]);
      expect(sessionOf(told)?.segments.at(-1)?.wrapUpCode).toBe('solved');
      expect(metrics(told)).toEqual({ tTalk: 8_000, tAcw: 20_000, tHandle: 28_000 });
    },
  );

  test('Given an agent who has not wrapped up, when folded, then no work after is claimed', () => {
    expect(metrics(facts(came, gone))).toEqual({ tTalk: 8_000, tHandle: 8_000 });
  });

  test("Given a hold and a wrap-up, when they happen under a monitor, then the monitor's time is their own", () => {
    const told = facts(
      came,
      { type: 'monitoring.started', time: 2_000, ...monitor, monitoredParticipantId: 'a1' },
      held,
      resumed,
      { type: 'monitoring.ended', time: 9_000, ...monitor },
      end,
      wrapped,
    );
    expect(metrics(told, 'c.m1')).toEqual({ nMonitoring: 1, tMonitoring: 7_000 });
    expect(metrics(told)).toEqual({ tTalk: 3_000, tHeld: 5_000, tAcw: 20_000, tHandle: 28_000 });
  });
});
