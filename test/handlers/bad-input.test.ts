import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { limits } from '../../src/contract/limits.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import { openForCustomers } from '../support/message-deps.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
const inbound = { integrationId: 'integration-1' };

const refused = (answer: Answer, status: number, code: string): ErrorBody => {
  const body = ErrorBody.parse(answer.json);
  expect([answer.status, body.status, body.code]).toEqual([status, status, code]);
  expect(body.contextId).toBe(answer.requestId);
  expect(answer.headers['Content-Type']).toBe('application/json');
  expect(answer.headers['Strict-Transport-Security']).toBeDefined();
  expect(answer.text).not.toMatch(/stack|node_modules|src\//);
  return body;
};

describe('a bad request', () => {
  const engine = useEngine();
  useHandlers(engine);
  const aConversation = async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const { head } = await stores.heads.create(aHead());
    return { head, to: { conversationId: head.conversationId, communicationId: 'a1' } };
  };

  test.each(['{', '{"textBody": "x"', 'textBody=x', '{"a":1}}', '\u0000'])(
    'Given a body %j that is no JSON, when it is sent, then it is refused as such and nothing of it is echoed',
    async (raw) => {
      const { to } = await aConversation();
      const body = refused(
        await call('send-agent-message', { me: agent, params: to, raw }),
        400,
        'bad.request',
      );
      expect(body.details).toEqual([{ path: 'body', message: 'the body is not valid JSON' }]);
    },
  );

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'text'],
    ['a number', 7],
    ['a wrong type', { textBody: 5 }],
    ['an empty text', { textBody: '' }],
    ['an unknown field', { textBody: 'x', textbody: 'y' }],
    ['a field of the prototype', JSON.parse('{"textBody":"x","__proto__":{"a":1}}')],
    ['an empty client id', { textBody: 'x', clientMessageId: '' }],
  ])(
    'Given %s as an agent\u2019s message, when it is sent, then each issue is named with its path',
    async (_what, body) => {
      const { head, to } = await aConversation();
      const answer = await call('send-agent-message', { me: agent, params: to, body });
      expect(refused(answer, 400, 'bad.request').details.length).toBeGreaterThan(0);
      const stores = dynamoStores(engine.client(), setClock());
      expect((await stores.heads.get(head))?.seq).toBe(1);
    },
  );

  test.each([
    ['no channel', { text: 'x' }, 'channel'],
    [
      'an address with a control character',
      { text: 'x', channel: { messageId: 'm', from: { id: 'a\u0007' } } },
      'channel.from.id',
    ],
    [
      'an id of 257 characters',
      { text: 'x', channel: { messageId: 'm'.repeat(257), from: { id: 'a' } } },
      'channel.messageId',
    ],
    [
      'a deep unknown field',
      { text: 'x', channel: { messageId: 'm', from: { id: 'a', ssn: '1' } } },
      'channel.from',
    ],
  ])(
    'Given a customer\u2019s message with %s, when it comes in, then the issue names its path',
    async (_what, body, path) => {
      await openForCustomers(dynamoStores(engine.client(), setClock()));
      const answer = await call('receive-open-message', { me: agent, params: inbound, body });
      expect(refused(answer, 400, 'bad.request').details.map((issue) => issue.path)).toContain(path);
    },
  );

  test('Given a text of exactly the limit and one byte more, when both are sent, then the second is refused and told the limit', async () => {
    const { to } = await aConversation();
    const text = `${'ü'.repeat(limits.textBytes / 2 - 1)}xx`;
    const send = (textBody: string) =>
      call('send-agent-message', { me: agent, params: to, body: { textBody } });
    expect((await send(text)).status).toBe(201);
    const body = refused(await send(`${text}x`), 413, 'payload.too.large');
    expect(body.messageParams).toEqual({ limitBytes: String(limits.textBytes) });
    expect(body.message).toContain(String(limits.textBytes));
  });

  test('Given a customer\u2019s text above the limit, when it comes in, then it is refused and told the limit', async () => {
    const body = anInboundMessage({ from: randomUUID(), text: 'x'.repeat(limits.textBytes + 1) });
    const answer = await call('receive-open-message', { me: agent, params: inbound, body });
    expect(refused(answer, 413, 'payload.too.large').messageParams.limitBytes).toBe(String(limits.textBytes));
  });

  test.each(['a b', 'a#b', '', 'x'.repeat(101), '../..', 'ü'])(
    'Given the id %j, when it stands in a path, then it is no id',
    async (conversationId) => {
      const answer = await call('get-conversation', { me: agent, params: { conversationId } });
      const body = refused(answer, 400, 'bad.request');
      expect(body.details.map((issue) => issue.path)).toEqual(['conversationId']);
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'Given %s as a participant, when it is monitored, made to leave or spoken for, then it is not connected',
    async (participantId) => {
      const { head, to } = await aConversation();
      const me = aPrincipal();
      const stores = dynamoStores(engine.client(), setClock());
      await stores.presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: 1,
        version: 1,
      });
      const params = { conversationId: head.conversationId, participantId };
      refused(await call('start-monitoring', { me, params }), 409, 'participant.not.connected');
      const leaving = await call('patch-participant', { me, params, body: { state: 'disconnected' } });
      refused(leaving, 409, 'participant.not.connected');
      const spoken = { ...to, communicationId: participantId };
      const saying = await call('send-agent-message', { me: agent, params: spoken, body: { textBody: 'x' } });
      refused(saying, 409, 'participant.not.connected');
    },
  );

  test.each([
    [{ afterSeq: '-1' }, 'afterSeq'],
    [{ afterSeq: '1.5' }, 'afterSeq'],
    [{ limit: '201' }, 'limit'],
    [{ limit: 'all' }, 'limit'],
  ])('Given the query %j, when a transcript is read, then the issue names its path', async (query, path) => {
    const { head } = await aConversation();
    const params = { conversationId: head.conversationId };
    const body = refused(await call('get-transcript', { me: agent, params, query }), 400, 'bad.request');
    expect(body.details.map((issue) => issue.path)).toEqual([path]);
  });
});
