import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aPrincipal } from '../support/factories.ts';
import { type Answer, call, callSchedule, useHandlers } from '../support/handlers.ts';
import { dynamoStores } from '../support/stores.ts';

/** As test/handlers/used-rights.test.ts: paths that reach a call which no other test makes. */
describe('what functions do by their rights to what is kept', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const admin = aPrincipal({ userId: 'admin', name: 'Admin' });

  test('Given a conversation in the views, when figures and a job ask for it by all, by queue and by id, then they are answered', async () => {
    const { heads, interactions, recipients } = stores();
    const { head } = await heads.create(aHead({ startTime: Date.now() - 60_000 }));
    await recordInteraction({ interactions, recipients }, undefined, head);
    const interval = `${new Date(Date.now() - 3_600_000).toISOString()}/${new Date(Date.now() + 60_000).toISOString()}`;
    const narrowed = [
      undefined,
      { dimension: 'queueId', value: head.queueId },
      { dimension: 'conversationId', value: head.conversationId },
    ];
    for (const predicate of narrowed) {
      const filter = predicate && { type: 'and', predicates: [predicate] };
      const figures = await call('query-aggregates', {
        me: admin,
        body: { interval, metrics: ['tHandle'], ...(filter && { filter }) },
      });
      const body = { interval, ...(filter && { conversationFilters: [filter] }) };
      const job = await call('post-details-job', { me: admin, body });
      const params = { jobId: (job.json as { jobId: string }).jobId };
      const told = [
        figures,
        await call('get-details-job', { me: admin, params }),
        await call('get-details-job-results', { me: admin, params }),
        await call('delete-details-job', { me: admin, params }),
      ];
      expect(told.filter(({ status }) => status >= 300).map(({ text }) => text)).toEqual([]);
    }
  });

  /** A caller of a tenant of their own, whose key of cursors nothing has made yet, with two interactions. */
  const ofTwo = async () => {
    const { heads, interactions, recipients } = stores();
    const me = { ...admin, tenantId: `t-${randomUUID()}` };
    const now = Date.now();
    for (const startTime of [now - 2_000, now - 1_000]) {
      const { head } = await heads.create(aHead({ tenantId: me.tenantId, startTime }));
      await recordInteraction({ interactions, recipients }, undefined, head);
    }
    return { me, interval: `${new Date(now - 3_600_000).toISOString()}/${new Date(now).toISOString()}` };
  };
  const idOf = ({ json }: Answer) => {
    const { conversations, cursor } = json as { conversations: { conversationId: string }[]; cursor: string };
    return [conversations[0]?.conversationId, cursor] as const;
  };

  test('Given more interactions than a page holds, when a question is read on by its cursor, then it goes on behind it', async () => {
    const { me } = await ofTwo();
    const paging = { pageSize: 1 };
    const [first, cursor] = idOf(await call('query-details', { me, body: { paging } }));
    const [second] = idOf(await call('query-details', { me, body: { paging: { ...paging, cursor } } }));
    expect(new Set([first, second, undefined]).size).toBe(3);
  });

  test('Given more interactions than a page holds, when a job is read on by its cursor, then it goes on behind it', async () => {
    const { me, interval } = await ofTwo();
    const job = await call('post-details-job', { me, body: { interval } });
    const params = { jobId: (job.json as { jobId: string }).jobId };
    const query = { pageSize: '1' };
    const [first, cursor] = idOf(await call('get-details-job-results', { me, params, query }));
    const [second] = idOf(await call('get-details-job-results', { me, params, query: { ...query, cursor } }));
    expect(new Set([first, second, undefined]).size).toBe(3);
  });

  test('Given a conversation that has notices beside its messages, when it is deleted, then they go too, and the places are sealed', async () => {
    const { heads, transcript, notices } = stores();
    const { head } = await heads.create(aHead({ state: 'ended', endTime: 1 }));
    const { tenantId, conversationId } = head;
    const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'A', text: 't' } as const;
    await transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
    await notices.put({ tenantId, conversationId, time: 1, kind: 'panel', panelId: 'order' }, {});
    const gone = await call('delete-conversation', { me: admin, params: { conversationId } });
    expect(gone.status).toBeLessThan(300);
    const left = await transcript.after(head, -(2 ** 48), 10);
    expect(left.map(({ seq, type }) => [seq, type])).toEqual([[1, 'Lost']]);
  });

  test('Given a lease that has expired and one that is over, when the sweep comes by, then both are forgotten', async () => {
    const { heads, records } = stores();
    const { head } = await heads.create(aHead({ fence: 3 }));
    const session = {
      tenantId: head.tenantId,
      conversationId: head.conversationId,
      fence: 3,
      supervisorId: 's',
    };
    await records.putHeld(session);
    await callSchedule('sweep');
    expect(await records.heldBy(head.tenantId, 's')).toEqual([]);
  });
});
