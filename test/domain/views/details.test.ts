import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { append } from '../../../src/domain/head/append.ts';
import { partyOf } from '../../../src/domain/head/audience.ts';
import { evolve } from '../../../src/domain/head/transition.ts';
import type { Fact } from '../../../src/domain/timeline/fact.ts';
import { detailsFor } from '../../../src/domain/views/details.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';

const connected: Fact = {
  rev: 2,
  index: 0,
  time: 1_000,
  type: 'participant.connected',
  participantId: 'gone',
  purpose: 'agent',
  userId: 'former-agent',
  name: 'Former',
};
const monitored: Fact = {
  rev: 3,
  index: 0,
  time: 2_000,
  type: 'monitoring.started',
  participantId: 'c.m1',
  purpose: 'user',
  userId: 'supervisor-1',
  name: 'Supervisor',
  monitoredParticipantId: 'gone',
  fence: 1,
};

describe("a conversation's details", () => {
  const conversationId = randomUUID();
  const parties = { [partyOf(conversationId, 'former-agent')]: true } as const;
  const head = aHead({ conversationId, participants: {}, parties });
  const former = aPrincipal({ userId: 'former-agent' });

  test('Given an agent who left, when they read the details, then these are the same whether they were monitored or not', () => {
    const without = detailsFor(head, [connected], former, 3_000);
    expect(detailsFor(head, [connected, monitored], former, 3_000)).toEqual(without);
    expect(without.isMonitored).toBeUndefined();
  });

  test('Given a supervisor, when they read the details, then they see who monitored and whether anyone does', () => {
    const details = detailsFor(head, [connected, monitored], aPrincipal({ userId: 'other' }), 3_000);
    expect(details.isMonitored).toBe(false);
    expect(details.participants.map((p) => p.userId)).toEqual(['former-agent', 'supervisor-1']);
  });

  test('Given a customer who wrote and an agent who answered, when the details are read, then they say how long ago each was', () => {
    const said = [
      append({ fingerprint: 'asked', now: 10_000 }),
      append({ fingerprint: 'answered', now: 40_000, agent: { participantId: 'p', userId: 'agent-1' } }),
    ].reduce(evolve, head);
    const ages = detailsFor(said, [], aPrincipal({ userId: 'other' }), 70_000);
    expect(ages).toMatchObject({ lastMessageAge: 30_000, lastCustomerMessageAge: 60_000 });
    const over = detailsFor({ ...said, state: 'ended' }, [], aPrincipal({ userId: 'other' }), 70_000);
    expect(over.lastCustomerMessageAge).toBeUndefined();
  });
});
