import { describe, expect, test } from 'vitest';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { callSocket, useHandlers } from '../support/handlers.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

describe('a socket that outlives its token', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();

  test.each(['ping', 'subscribe', 'resume'])(
    'Given a token that has expired, when %s is sent, then it is refused and renews nothing',
    async (word) => {
      const connectionId = `expired-${word}`;
      const stores = dynamoStores(engine.client(), setClock());
      const { me, head, topic, channels } = await aMonitoredConversation(stores, [connectionId]);
      const channelId = channels[0]?.channelId ?? '';
      const frames: Record<string, object> = {
        ping: { message: 'ping' },
        subscribe: { message: 'subscribe', topics: [topic] },
        resume: { message: 'resume', conversationId: head.conversationId, afterSeq: 0 },
      };
      const expired = { ...me, expires: Date.now() };
      await callSocket(word, word, expired, { channelId, connectionId }, JSON.stringify(frames[word]));
      expect(sockets.framesTo(connectionId)).toMatchObject([
        { eventBody: { message: 'error', error: { code: 'authentication.required', status: 401 } } },
      ]);
      expect((await stores.heads.get(head))?.lease).toEqual(head.lease);
    },
  );
});
