import type { HeadChange } from '../../../src/adapters/memory/head-store.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import type { Fact } from '../../../src/domain/timeline/fact.ts';
import type { Checker, NewChecker } from '../checker.ts';
import type { Simulation } from '../simulation.ts';
import { Violation } from '../violation.ts';

/** The code of each wrap-up that a head shows. */
const codes = (head: Head | undefined): readonly string[] => [
  ...Object.entries(head?.participants ?? {}).flatMap(([id, { wrapupCode }]) =>
    wrapupCode === undefined ? [] : [`${id} ${wrapupCode}`],
  ),
  ...(head?.wrapped === undefined ? [] : [`${head.wrapped.participantId} ${head.wrapped.code}`]),
];

/** What must be told of one change, worked out anew from the change itself. */
const truth = ({ old, next }: HeadChange): readonly string[] => {
  const told: string[] = [];
  if (old === undefined) told.push(`conversation.started@${next.startTime}`);
  for (const id of Object.keys(old?.participants ?? {}))
    if (!(id in next.participants)) told.push(`participant.disconnected ${id}@${next.changed}`);
  for (const [id, { alerting }] of Object.entries(next.participants)) {
    const before = old?.participants[id];
    if (before === undefined || before.alerting !== alerting)
      told.push(`participant.${alerting ? 'alerting' : 'connected'} ${id}@${next.changed}`);
  }
  for (const [id, { held }] of Object.entries(next.participants))
    if (held !== old?.participants[id]?.held)
      told.push(`participant.${held === undefined ? 'resumed' : 'held'} ${id}@${next.changed}`);
  if (next.change === 'transferred' && old?.rev !== next.rev)
    told.push(`conversation.transferred ${next.queueId}@${next.changed}`);
  for (const code of codes(next))
    if (!codes(old).includes(code)) told.push(`participant.wrappedUp ${code}@${next.changed}`);
  const before = old?.lease;
  const after = next.lease;
  const sameSession = before !== undefined && after !== undefined && old?.fence === next.fence;
  if (before !== undefined && !sameSession) {
    const expired = before.expires <= next.changed;
    const how = expired ? 'session.expired' : (next.closed?.type ?? 'peer');
    told.push(
      `monitoring.ended m${old?.fence} ${before.supervisorId} ${how}@${expired ? before.seen : next.changed}`,
    );
  }
  if (after !== undefined && !sameSession)
    told.push(
      `monitoring.started m${next.fence} ${after.supervisorId} on ${after.participantId}@${next.changed}`,
    );
  if (sameSession && before.participantId !== after.participantId)
    told.push(
      `monitoring.repointed m${next.fence} ${after.supervisorId} on ${after.participantId}@${next.changed}`,
    );
  if (old?.state !== 'ended' && next.state === 'ended') told.push(`conversation.ended@${next.endTime}`);
  return told;
};

const written = (fact: Fact): string => {
  const { type, time } = fact;
  if (type === 'monitoring.ended')
    return `${type} m${fact.fence} ${fact.userId} ${fact.disconnectType}@${time}`;
  if (type.startsWith('monitoring.'))
    return `${type} m${fact.fence} ${fact.userId} on ${fact.monitoredParticipantId}@${time}`;
  if (type === 'participant.wrappedUp') return `${type} ${fact.participantId} ${fact.wrapupCode}@${time}`;
  if (type === 'conversation.transferred') return `${type} ${fact.queueId}@${time}`;
  return type.startsWith('participant.') ? `${type} ${fact.participantId}@${time}` : `${type}@${time}`;
};

const compare = async (simulation: Simulation, head: Head, invariant: string): Promise<void> => {
  const { world } = simulation;
  if (head.erased) return;
  const own = world.changesOf(head);
  const expected = own.flatMap(truth).sort();
  const found = (await world.stores.records.facts(head)).map(written).sort();
  const wrong = [
    ...expected
      .filter((fact, i) => found[i] !== fact && !found.includes(fact))
      .map((fact) => `missing ${fact}`),
    ...found
      .filter((fact, i) => expected[i] !== fact && !expected.includes(fact))
      .map((fact) => `untrue ${fact}`),
  ];
  if (wrong.length > 0 || expected.length !== found.length)
    throw new Violation(
      invariant,
      `${head.tenantId}/${head.conversationId}: ${wrong.join('; ') || 'a fact is told twice'}`,
    );
};

/**
 * What the stream writes is the history, each fact once, however often a record came; and I5: while a record is
 * parked, every other conversation's history is whole.
 */
export const timelineFacts: NewChecker = (): Checker => ({
  async rest(simulation) {
    const parked = simulation.stream.parkedConversations();
    for (const head of [...simulation.world.heads('ta'), ...simulation.world.heads('tb')])
      if (!parked.has(`${head.tenantId}/${head.conversationId}`))
        await compare(simulation, head, 'I5 poison stays alone');
  },
  async settle(simulation) {
    for (const head of [...simulation.world.heads('ta'), ...simulation.world.heads('tb')])
      await compare(simulation, head, 'the timeline is the history');
  },
});
