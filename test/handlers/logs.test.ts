import { describe, expect, test } from 'vitest';
import { logMessages } from '../../src/adapters/log.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { anInboundMessage, aPrincipal } from '../support/factories.ts';
import { call, callSocket, useHandlers } from '../support/handlers.ts';
import { useLogged } from '../support/logged.ts';
import { openForCustomers } from '../support/message-deps.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { awsError, mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

/** What must never be in a log. */
const secrets = {
  text: 'secret-text-of-a-message',
  name: 'Secret Personname',
  address: '+15550100',
  ticket: 'secret-ticket',
};
const agent = aPrincipal({ userId: 'agent-1', name: secrets.name });

describe('what is logged', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  const logged = useLogged();

  test('Given messages sent, refused and failed, when all is done, then the log holds registered sentences, ids and codes alone', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    await openForCustomers(stores);
    const { head, me, channels } = await aMonitoredConversation(stores, ['logged-1']);
    const socket = { channelId: channels[0]?.channelId ?? '', connectionId: 'logged-1' };
    const to = { conversationId: head.conversationId, communicationId: 'a1' };
    const body = { textBody: secrets.text };

    await call('send-agent-message', { me: agent, params: to, body });
    await call('send-agent-message', { me: agent, params: to, raw: `{${secrets.text}` });
    await call('send-agent-message', {
      me: agent,
      params: to,
      body: { ...body, [secrets.name]: secrets.address },
    });
    await call('send-agent-message', {
      me: agent,
      params: to,
      body: { textBody: secrets.text.repeat(4_000) },
    });
    await call('send-agent-message', { me: { ...agent, userId: 'other' }, params: to, body });
    await call('receive-open-message', {
      me: agent,
      params: { integrationId: 'integration-1' },
      body: anInboundMessage({ from: secrets.address, text: secrets.text }),
    });
    await call('start-monitoring', {
      me: { ...me, name: secrets.name },
      params: { ...to, participantId: 'a1' },
    });
    await callSocket(
      'unknown',
      '$default',
      { ...me, name: secrets.name },
      socket,
      `{"message":"${secrets.text}"`,
    );
    sockets.answer('logged-1', async () => {
      throw awsError(secrets.ticket, 500);
    });
    await callSocket('ping', 'ping', me, socket, '{"message":"ping"}');
    const broken = { ...agent, tenantId: `${secrets.name}#` };
    await call('get-conversation', { me: broken, params: { conversationId: head.conversationId } });

    const written = logged.text();
    const lines = logged.lines();
    for (const secret of [secrets.text, secrets.name, encodeURIComponent(secrets.name), secrets.address])
      expect(written).not.toContain(secret);
    expect(lines.length).toBeGreaterThanOrEqual(6);
    for (const line of lines) {
      const code = line.code as keyof typeof logMessages;
      expect(line.message).toBe(logMessages[code]);
      const known = [
        'level',
        'message',
        'timestamp',
        'service',
        'sampling_rate',
        'code',
        'route',
        'requestId',
        'error',
        'cause',
      ];
      for (const field of Object.keys(line)) expect(known).toContain(field);
    }
    expect(new Set(lines.map((line) => line.code))).toEqual(
      new Set(['request.refused', 'request.failed', 'frame.refused', 'push.failed']),
    );
  });
});
