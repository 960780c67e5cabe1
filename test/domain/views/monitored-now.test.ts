import { expect, test } from 'vitest';
import { DetailsQuery } from '../../../src/contract/details-query.ts';
import { ObservationQuery } from '../../../src/contract/observation.ts';
import { claim, renew, sweep } from '../../../src/domain/head/monitoring-transitions.ts';
import type { Transition } from '../../../src/domain/head/transition.ts';
import { recordInteraction } from '../../../src/domain/views/interaction.ts';
import { queryDetails } from '../../../src/domain/views/query-details.ts';
import { queryObservations, readQueueActivity } from '../../../src/domain/views/queue-activity.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

test('Given a session that is renewed for minutes, when it is counted, listed and filtered by, then it is there until it is closed', async () => {
  const stores = memoryStores();
  const clock = setClock();
  const deps = { ...stores, clock };
  const me = aPrincipal({ userId: 'onlooker' });
  await stores.queues.put('tenant-a', { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } });
  let { head } = await stores.heads.create(aHead());
  await recordInteraction(deps, undefined, head);
  const apply = async (transition: Transition<string>) => {
    const outcome = await stores.heads.apply(head, transition);
    if (!outcome.ok) throw new Error(outcome.refusal);
    // A renewal is no change that the stream hands on.
    if (outcome.head.rev !== head.rev) await recordInteraction(deps, head, outcome.head);
    head = outcome.head;
  };
  const seen = async () => {
    const filter = { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] };
    const metrics = ['oMonitored'];
    const { results } = await queryObservations(deps, me, ObservationQuery.parse({ filter, metrics }));
    const activity = await readQueueActivity(deps, me, 'queue-1');
    const predicate = { type: 'dimension', dimension: 'isMonitored', operator: 'matches', value: 'true' };
    const conversationFilters = [{ type: 'and', predicates: [predicate] }];
    const { totalHits } = await queryDetails(deps, me, DetailsQuery.parse({ conversationFilters }));
    return [results[0]?.data[0]?.stats.count, Number(activity.interacting[0]?.isMonitored), totalHits];
  };
  expect(await seen()).toEqual([0, 0, 0]);
  const by = { supervisorId: 'supervisor-1', fence: 1 };
  const { conversationId } = head;
  const wish = {
    conversationId,
    participantId: 'a1',
    name: 'Supervisor',
    onTransfer: 'follow',
    issued: epoch,
  } as const;
  await apply(claim({ ...wish, supervisorId: by.supervisorId, divisions: ['*'], now: clock.now() }));
  for (let beat = 0; beat < 12; beat += 1) {
    clock.move(20_000);
    await apply(renew(by, clock.now()));
    expect(await seen()).toEqual([1, 1, 1]);
  }
  clock.move(60_000);
  await apply(sweep(by, clock.now()));
  expect(await seen()).toEqual([0, 0, 0]);
});
