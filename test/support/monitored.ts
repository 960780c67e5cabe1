import { randomUUID } from 'node:crypto';
import { topics } from '../../src/contract/topics.ts';
import { aHead, aLease, aPrincipal } from './factories.ts';
import type { Stores } from './stores.ts';

const later = () => Date.now() + 3_600_000;

/** A conversation that `supervisor-1` monitors now, with as many open sockets following its transcript as are named. */
export const aMonitoredConversation = async (stores: Stores, connectionIds: readonly string[]) => {
  const me = aPrincipal({ expires: later() });
  const { head } = await stores.heads.create(aHead({ fence: 1, lease: aLease({ expires: later() }) }));
  const topic = topics.transcript(head.conversationId);
  const channels = await Promise.all(
    connectionIds.map(async (connectionId) => {
      const channel = {
        ...me,
        channelId: randomUUID(),
        created: me.issued,
        until: later(),
        topics: [],
        connectionId,
      };
      await stores.channels.create(channel, 'hash', later());
      await stores.channels.subscribe([
        {
          tenantId: me.tenantId,
          topic,
          channelId: channel.channelId,
          userId: me.userId,
          issued: me.issued,
          connectionId,
          until: later(),
          fence: 1,
        },
      ]);
      return channel;
    }),
  );
  return { head, me, topic, channels };
};
