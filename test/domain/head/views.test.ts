import { describe, expect, test } from 'vitest';
import { partyOf } from '../../../src/domain/head/audience.ts';
import { participantsView, viewFor } from '../../../src/domain/head/views.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';

const free = aHead();
const monitored = { ...free, fence: 3, rev: 9, lease: aLease() };

const supervisor = { userId: 'supervisor-1', knowsMonitors: true };

describe('views of a conversation', () => {
  test('Given a monitor, when a participant looks, then the bytes are those without one', () => {
    expect(JSON.stringify(participantsView(monitored))).toBe(JSON.stringify(participantsView(free)));
  });

  test('Given a monitor, when a supervisor looks, then the monitor is listed with role and target', () => {
    const [last, ...rest] = [...viewFor(monitored, supervisor, epoch).participants].reverse();
    expect(rest).toHaveLength(2);
    expect(last).toMatchObject({
      purpose: 'user',
      mediaRoles: ['monitor'],
      monitoredParticipantId: 'a1',
      user: { id: 'supervisor-1' },
    });
  });

  test('Given a reader who takes or took part, or may not know, when they look, then nobody monitors, with all else that they may do', () => {
    const gone = {
      ...monitored,
      participants: {},
      parties: { [partyOf(free.conversationId, 'bot-1')]: true } as const,
    };
    for (const [head, reader] of [
      [monitored, { userId: 'agent-1', knowsMonitors: true }],
      [gone, { userId: 'bot-1', knowsMonitors: true }],
      [monitored, { userId: 'supervisor-2', knowsMonitors: false }],
    ] as const)
      expect(viewFor(head, reader, epoch)).toEqual(participantsView(head));
    expect(viewFor(gone, supervisor, epoch)).not.toEqual(participantsView(gone));
  });

  test('Given a lease that expires now, when a supervisor looks, then nobody monitors', () => {
    expect(viewFor(monitored, supervisor, epoch + 60_000)).toEqual(participantsView(free));
    expect(viewFor(monitored, supervisor, epoch + 59_999).participants).toHaveLength(3);
  });

  test('Given an agent on hold, when participants are looked at, then agents alone are held or not, and nobody once it has ended', () => {
    const { c1, a1 } = free.participants;
    if (c1 === undefined || a1 === undefined) throw new Error('no participants');
    const onHold = { ...free, participants: { c1, a1: { ...a1, held: epoch } } };
    const held = (head: typeof free) =>
      participantsView(head).participants.map(({ purpose, held: is }) => [purpose, is]);
    expect(held(free)).toEqual([
      ['customer', undefined],
      ['agent', false],
    ]);
    expect(held(onHold)).toEqual([
      ['customer', undefined],
      ['agent', true],
    ]);
    expect(held({ ...onHold, state: 'ended', endTime: epoch }).at(-1)).toEqual(['agent', false]);
  });

  test('Given participants stored in another order, when a participant looks, then the bytes are the same', () => {
    const { c1, a1 } = free.participants;
    if (c1 === undefined || a1 === undefined) throw new Error('no participants');
    const turned = { ...free, participants: { a1, c1 } };
    expect(JSON.stringify(participantsView(turned))).toBe(JSON.stringify(participantsView(free)));
  });
});
