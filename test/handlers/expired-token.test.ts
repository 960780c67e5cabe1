import { describe, expect, test } from 'vitest';
import { topics } from '../../src/contract/topics.ts';
import { currentSubscribers } from '../../src/domain/channel/current-subscribers.ts';
import { epoch, setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
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

  test('Given two channels of which one is over, when a topic has news, then the other alone receives it', async () => {
    const clock = setClock();
    const { channels } = dynamoStores(engine.client(), clock);
    const topic = topics.queueConversations('queue-1');
    for (const [channelId, until] of [
      ['over', epoch],
      ['alive', epoch + 1],
    ] as const) {
      const me = aPrincipal();
      await channels.create({ ...me, channelId, until, topics: [], connectionId: channelId }, 'hash', until);
      const { tenantId, userId } = me;
      await channels.subscribe([{ tenantId, topic, channelId, userId, connectionId: channelId, until }]);
    }
    const receiving = await currentSubscribers({ channels, clock }, aPrincipal().tenantId, topic);
    expect(receiving.map(({ channelId }) => channelId)).toEqual(['alive']);
  });
});
