import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { changePart } from '../../../src/domain/conversation/change-part.ts';
import { readPartCodes, readWrapup } from '../../../src/domain/conversation/read-wrap-up.ts';
import { amended, end } from '../../../src/domain/head/amend.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { leaving, transferring } from '../../../src/domain/head/roster.ts';
import { recordChange } from '../../../src/domain/timeline/derive-facts.ts';
import { timelineOf } from '../../../src/domain/timeline/read-timeline.ts';
import { readDetails } from '../../../src/domain/views/details.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const agent = aPrincipal({
  userId: 'agent-1',
  divisions: [],
  permissions: ['conversation:message:create'],
});
const who = { conversationId: 'c', participantId: 'a1' };
const solved = { wrapup: { code: 'solved' } };

/** A conversation whose every change is recorded as the stream would record it. */
const conversation = async (given: Partial<Head> = {}) => {
  const stores = memoryStores();
  const deps = { ...stores, clock: setClock(), newId: randomUUID as () => string };
  const { head: first } = await stores.heads.create(aHead({ conversationId: 'c', ...given }));
  let recorded: Head | undefined;
  const now = async () => (await stores.heads.get(first)) as Head;
  const record = async () => {
    const head = await now();
    await recordChange(stores, recorded, head);
    recorded = head;
  };
  await record();
  const change = async (me: typeof agent, patch: Parameters<typeof changePart>[3], participantId = 'a1') => {
    const what = await changePart(deps, me, { ...who, participantId }, patch).then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
    await record();
    return what;
  };
  const finish = async () => {
    await stores.heads.apply(first, end(epoch + 5_000));
    await record();
  };
  const timeline = async () => timelineOf(await stores.records.facts(first)).entities;
  return { stores, deps, now, record, change, finish, timeline };
};

describe('a hold', () => {
  test('Given an agent, when they hold, hold again and resume, then it is told once each and the view shows it', async () => {
    const { change, now, timeline, deps } = await conversation();
    deps.clock.move(1_000);
    expect([await change(agent, { held: true }), await change(agent, { held: true })]).toEqual([
      'done',
      'done',
    ]);
    expect((await now()).participants.a1?.held).toBe(epoch + 1_000);
    expect([await change(agent, { held: false }), await change(agent, { held: false })]).toEqual([
      'done',
      'done',
    ]);
    expect((await now()).participants.a1).not.toHaveProperty('held');
    expect((await timeline()).map(({ type }) => type).slice(-2)).toEqual([
      'participant.held',
      'participant.resumed',
    ]);
  });

  test.each([
    ['a colleague who may not', 'agent-2', ['conversation:message:create'], 'missing.permissions'],
    ['one who may accept alone', 'router', ['conversation:message:accept'], 'missing.permissions'],
    ['one who may edit others’ parts', 'router', ['conversation:participant:edit'], 'done'],
  ] as const)(
    'Given %s, when they hold for another, then: %s',
    async (_who, userId, permissions, outcome) => {
      const { change } = await conversation();
      expect(await change(aPrincipal({ userId, permissions }), { held: true })).toBe(outcome);
    },
  );

  test.each([
    ['the customer', 'c1'],
    ['a monitor', 'c.m1'],
    ['nobody', 'nobody'],
  ])('Given %s, when they are put on hold, then no agent is there', async (_who, participantId) => {
    const { change } = await conversation({ fence: 1, lease: aLease() });
    expect(await change(aPrincipal(), { held: true }, participantId)).toBe('participant.not.connected');
  });

  test('Given an ended conversation, when an agent holds, then it is not in progress', async () => {
    const { change, finish } = await conversation();
    await finish();
    expect(await change(agent, { held: true })).toBe('conversation.not.in.progress');
  });
});

describe('a wrap-up', () => {
  test('Given an agent of no division who left, when they wrap up twice, then it is told once, with who they are', async () => {
    const { change, timeline } = await conversation();
    expect(await change(agent, solved)).toBe('participant.already.connected');
    expect(await change(agent, { state: 'disconnected' })).toBe('done');
    expect([await change(agent, solved), await change(agent, solved)]).toEqual(['done', 'done']);
    expect(await change(agent, { wrapup: { code: 'other' } })).toBe('conflict');
    const told = (await timeline()).filter(({ type }) => type === 'participant.wrappedUp');
    expect(told).toMatchObject([{ user: { id: 'agent-1', name: 'Agent One' }, wrapupCode: 'solved' }]);
  });

  test('Given an agent who was there at the end, when they wrap up twice, then it is told once', async () => {
    const { change, finish, timeline } = await conversation();
    await finish();
    expect([await change(agent, solved), await change(agent, solved)]).toEqual(['done', 'done']);
    expect(await change(agent, { wrapup: { code: 'other' } })).toBe('conflict');
    expect((await timeline()).filter(({ type }) => type === 'participant.wrappedUp')).toHaveLength(1);
  });

  test('Given an agent who leaves and wraps up in one change, when the conversation has ended meanwhile, then the wrap-up counts all the same', async () => {
    const { change, finish, timeline } = await conversation();
    await finish();
    expect(await change(agent, { state: 'disconnected' })).toBe('conversation.not.in.progress');
    expect(await change(agent, { state: 'disconnected', ...solved })).toBe('done');
    expect((await timeline()).filter(({ type }) => type === 'participant.wrappedUp')).toHaveLength(1);
  });

  test('Given notes, when they are not owed they are not kept; when owed, the details show them; and no fact holds them', async () => {
    const { change, stores, deps, now } = await conversation();
    const noted = { wrapup: { code: 'solved', name: 'Solved', notes: 'Refund sent' } };
    await change(agent, noted);
    await change({ ...agent, userId: 'agent-2' }, noted);
    expect(await stores.records.wrapUpNotes(await now())).toEqual({});
    await change(agent, { state: 'disconnected' });
    expect(await change(agent, noted)).toBe('done');
    const details = await readDetails(deps, aPrincipal(), 'c');
    const segments = details.participants.find((p) => p.userId === 'agent-1')?.sessions[0]?.segments;
    expect(segments?.map((segment) => [segment.wrapUpCode, segment.wrapUpName, segment.wrapUpNote])).toEqual([
      [undefined, undefined, undefined],
      ['solved', 'Solved', 'Refund sent'],
    ]);
    expect(JSON.stringify([await now(), await stores.records.facts(await now())])).not.toContain('Refund');
  });

  test('Given an agent who left and an end, when they wrap up after it, then it is taken', async () => {
    const { change, finish } = await conversation();
    await change(agent, { state: 'disconnected' });
    await finish();
    expect(await change(agent, solved)).toBe('done');
  });

  test('Given a queue with codes, when an agent wraps up, then by one of these alone; by a code that is no more, not', async () => {
    const { change, stores } = await conversation();
    await stores.queues.put('tenant-a', { id: 'queue-1', name: 'Q', division: { id: 'division-1' } });
    await stores.wrapupCodes.put('tenant-a', { id: 'solved', name: 'Solved' });
    for (const code of ['solved', 'gone']) await stores.wrapupCodes.assign('tenant-a', 'queue-1', code);
    await change(agent, { state: 'disconnected' });
    expect(await change(agent, { wrapup: { code: 'other', notes: 'Refund' } })).toBe('bad.request');
    expect(await change(agent, { wrapup: { code: 'gone' } })).toBe('bad.request');
    expect(await stores.records.wrapUpNotes({ tenantId: 'tenant-a', conversationId: 'c' })).toEqual({});
    expect(await change(agent, solved)).toBe('done');
    expect(await change(agent, solved)).toBe('done');
  });

  test('Given an agent, when they leave and wrap up in one change, then both are done, and its repeat changes nothing', async () => {
    const { change, now, timeline } = await conversation();
    const both = { state: 'disconnected', ...solved } as const;
    expect([await change(agent, both), await change(agent, both)]).toEqual(['done', 'done']);
    expect((await now()).participants.a1).toBeUndefined();
    expect((await timeline()).filter(({ type }) => type === 'participant.wrappedUp')).toHaveLength(1);
  });

  test('Given a wrap-up with notes, when it is read, then with its code, its end and how long it took, by the agent and by analysts', async () => {
    const { change, deps } = await conversation();
    const analyst = aPrincipal({ permissions: ['analytics:conversationDetail:view'] });
    expect(await readWrapup(deps, analyst, who)).toEqual({});
    await change(agent, { state: 'disconnected' });
    deps.clock.move(20_000);
    await change(agent, { wrapup: { code: 'solved', notes: 'Refunded' } });
    const told = {
      code: 'solved',
      notes: 'Refunded',
      endTime: new Date(epoch + 20_000).toISOString(),
      durationSeconds: 20,
    };
    expect(await readWrapup(deps, analyst, who)).toEqual(told);
    expect(await readWrapup(deps, agent, who)).toEqual(told);
    const stranger = aPrincipal({ divisions: ['division-9'] });
    await expect(readWrapup(deps, stranger, who)).rejects.toMatchObject({ code: 'not.found' });
  });

  test('Given a conversation that was handed from queue to queue, when its codes are asked for, then those of each are told', async () => {
    const { deps, stores, now, record } = await conversation();
    for (const id of ['queue-1', 'queue-2'])
      await stores.queues.put('tenant-a', { id, name: id, division: { id: 'division-1' } });
    for (const id of ['one', 'two']) await stores.wrapupCodes.put('tenant-a', { id, name: id });
    await stores.wrapupCodes.assign('tenant-a', 'queue-1', 'one');
    await stores.wrapupCodes.assign('tenant-a', 'queue-2', 'two');
    const head = await now();
    const { change: name, effects } = transferring(head, 'a1', {
      id: 'q2',
      participant: { purpose: 'acd', name: 'Q', since: epoch },
      queue: { id: 'queue-2', divisionId: 'division-1' },
    });
    await stores.heads.apply(head, amended(head, name, effects, epoch));
    await record();
    const ids = (await readPartCodes(deps, agent, who)).map(({ id }) => id).sort();
    expect(ids).toEqual(['one', 'two']);
    await expect(readPartCodes(deps, agent, { ...who, participantId: 'x' })).rejects.toMatchObject({
      code: 'not.found',
    });
  });

  test.each([
    ['another user', { userId: 'agent-2' }],
    ['another tenant', { tenantId: 'tenant-b' }],
  ])('Given a wrap-up that is owed, when %s says it, then nothing is there', async (_who, other) => {
    const { change, finish } = await conversation();
    await change(agent, { state: 'disconnected' });
    expect(await change({ ...agent, ...other }, solved)).toBe('not.found');
    await change(agent, solved);
    expect(await change({ ...agent, ...other }, solved)).toBe('not.found');
    await finish();
    expect(await change({ ...agent, ...other }, solved)).toBe('not.found');
  });

  test('Given a wrap-up by another between, when the first is repeated, then it is still recognised', async () => {
    const a2 = { purpose: 'agent', name: 'Agent Two', userId: 'agent-2', since: epoch } as const;
    const { change } = await conversation({ participants: { ...aHead().participants, a2 } });
    const second = { ...agent, userId: 'agent-2' };
    await change(agent, { state: 'disconnected' });
    await change(second, { state: 'disconnected' }, 'a2');
    expect(await change(agent, solved)).toBe('done');
    expect(await change(second, { wrapup: { code: 'other' } }, 'a2')).toBe('done');
    expect(await change(agent, solved)).toBe('done');
  });

  test('Given more who handed on than are remembered, when they wrap up, then the oldest is forgotten', async () => {
    const { stores, change, now, record } = await conversation();
    for (let i = 1; i <= limits.owedWrapUps + 1; i += 1) {
      const head = await now();
      const participant = {
        purpose: 'agent',
        name: `Agent ${i + 1}`,
        userId: `agent-${i + 1}`,
        since: epoch,
      } as const;
      const { change: name, effects } = transferring(head, `a${i}`, { id: `a${i + 1}`, participant });
      await stores.heads.apply(head, amended(head, name, effects, epoch));
      await record();
    }
    const outcomes = [];
    for (let i = 1; i <= limits.owedWrapUps + 1; i += 1)
      outcomes.push(await change({ ...agent, userId: `agent-${i}` }, solved, `a${i}`));
    expect(outcomes).toEqual(['not.found', ...Array.from({ length: limits.owedWrapUps }, () => 'done')]);
  });

  test.each(['bot', 'acd'] as const)('Given a %s, when it leaves, then no wrap-up is owed', (purpose) => {
    const head = aHead({ participants: { b: { purpose, name: 'B', userId: 'bot-1', since: epoch } } });
    expect(leaving(head, 'b').effects).toEqual([{ do: 'remove', path: ['participants', 'b'] }]);
  });
});
