import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { limits } from '../../src/contract/limits.ts';
import { topics } from '../../src/contract/topics.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import { dynamoStores } from '../support/stores.ts';

const later = Date.now() + 3_600_000;
const agent = aPrincipal({ userId: 'agent-1', expires: later, issued: Date.now() });
const division = { id: 'main' };
const many = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

describe('what is full', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const aConversation = async (): Promise<string> =>
    (await stores().heads.create(aHead({ fence: 1, lease: aLease({ expires: later }) }))).head.conversationId;
  const expectFull = ({ status, json }: Answer, most: number): void => {
    const body = ErrorBody.parse(json);
    expect([status, body.code]).toEqual([400, 'bad.request']);
    expect(body.details.map(({ message }) => message).join()).toContain(String(most));
  };

  test('Given as many panels as a conversation can have, put at once, when another is put, then it is refused, and one that is there can be changed', async () => {
    const conversationId = await aConversation();
    const put = (panelId: string) =>
      call('put-panel', {
        me: agent,
        params: { conversationId, panelId },
        body: { schemaId: 's', data: {} },
      });
    const answers = await Promise.all(many(limits.panelsOfConversation + 5).map((i) => put(`p${i}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(limits.panelsOfConversation);
    expectFull(await put('another'), limits.panelsOfConversation);
    const there = answers.findIndex(({ status }) => status === 200);
    expect((await put(`p${there}`)).json).toMatchObject({ version: 2 });
  });

  test('Given attributes, when calls add to them without end, then they end at their limit and the item stays readable', async () => {
    const conversationId = await aConversation();
    const put = (i: number) =>
      call('patch-attributes', {
        me: agent,
        params: { conversationId, participantId: 'a1' },
        body: { attributes: Object.fromEntries(many(40).map((n) => [`${i}-${n}`, '\u20ac'.repeat(100)])) },
      });
    expect([(await put(1)).status, (await put(2)).status, (await put(2)).status]).toEqual([200, 200, 200]);
    expectFull(await put(3), limits.attributesOfParticipant);
    const read = await call('get-conversation', { me: agent, params: { conversationId } });
    expect(read.status).toBe(200);
  });

  test('Given as many topics as a channel can have, when more are asked for, then they are rejected and those that are there stay permitted', async () => {
    const me = aPrincipal({ expires: later, issued: Date.now() });
    for (const i of many(limits.topicsOfChannel + 1))
      await stores().users.put(me.tenantId, {
        id: `u${i}`,
        name: 'U',
        division,
        state: 'active',
        version: 1,
      });
    const channel = { ...me, channelId: 'channel', created: me.issued, until: later, topics: [] };
    await stores().channels.create(channel, 'hash', later);
    const add = async (ids: readonly number[]) => {
      const body = ids.map((i) => ({ id: topics.myPresence(`u${i}`) }));
      const { json } = await call('add-subscriptions', { me, params: { channelId: 'channel' }, body });
      return (json as { entities: { state: string; rejectionReason?: string }[] }).entities;
    };
    for (const at of [0, 100, 200]) await add(many(100).map((i) => at + i));
    expect(await add([limits.topicsOfChannel, 0])).toMatchObject([
      { state: 'Rejected', rejectionReason: 'too.many.topics' },
      { state: 'Permitted' },
    ]);
  });
});
