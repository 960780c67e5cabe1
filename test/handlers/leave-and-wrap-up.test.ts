import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { recordChange } from '../../src/domain/timeline/derive-facts.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({
  userId: 'agent-1',
  divisions: [],
  permissions: ['conversation:message:accept', 'conversation:message:create'],
});

describe('an agent leaves and wraps up in one call', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const patch = (head: Head, body: object) =>
    call('patch-participant', {
      me: agent,
      params: { conversationId: head.conversationId, participantId: 'a1' },
      body,
    });
  const both = { state: 'disconnected', wrapup: { code: 'solved', notes: 'Found it' } };

  test('Given an agent, when they leave with a wrap-up, and again, then they have left once and the code stands', async () => {
    const { head } = await stores().heads.create(aHead());
    await recordChange(stores(), undefined, head);
    const answers = [await patch(head, both), await patch(head, both)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    const left = (await stores().heads.get(head)) as Head;
    expect(left.participants.a1).toBeUndefined();
    await recordChange(stores(), head, left);
    const facts = await stores().records.facts(head);
    expect(facts.flatMap(({ wrapupCode }) => wrapupCode ?? [])).toEqual(['solved']);
  });

  test('Given a wrap-up without a code beside the state, when it is sent, then its place is named and nobody has left', async () => {
    const { head } = await stores().heads.create(aHead());
    const refused = await patch(head, { state: 'disconnected', wrapup: { notes: 'Found it' } });
    expect(refused.status).toBe(400);
    expect(ErrorBody.parse(refused.json).details).toMatchObject([{ path: 'wrapup.code' }]);
    expect((await stores().heads.get(head))?.participants.a1).toBeDefined();
  });
});
