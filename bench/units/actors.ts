import { randomUUID } from 'node:crypto';
import type { Head } from '../../src/domain/head/head.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import { interactionOf } from '../../src/domain/views/interaction.ts';
import { epoch } from '../../test/support/clock.ts';
import { aHead, aLease, anInboundMessage, aPrincipal } from '../../test/support/factories.ts';
import type { Deps, World } from './world.ts';

export const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
export const supervisor = aPrincipal({ from: '192.0.2.1' });
export const rival = aPrincipal({ userId: 'supervisor-2', name: 'Supervisor Two' });

/** Bytes of text in every message of the unit counts: below 1 KB with the rest of its item. */
export const textBytes = 200;
export const text = 'x'.repeat(textBytes);

/** A customer's message with that text. */
export const inbound = (from: string) => anInboundMessage({ from, text });

/** A conversation with an agent, stored, and its row in the views, as its start would have left them. */
export const conversation = async ({ unmetered }: World, given: Partial<Head> = {}): Promise<string> => {
  const { head } = await unmetered.heads.create(aHead(given));
  await unmetered.interactions.replace(head, undefined, interactionOf(head, undefined));
  return head.conversationId;
};

/** The same, monitored by `supervisor` through one open socket. */
export const monitored = async (world: World): Promise<string> => {
  const id = await conversation(world, { fence: 1, lease: aLease() });
  await follow(world.unmetered, id, { userId: 'supervisor-1', fence: 1 });
  return id;
};

/** Opens a socket of a user that follows a conversation's transcript; answers its connection id. */
export const follow = async (
  deps: Deps,
  conversationId: string,
  by: { readonly userId: string; readonly fence: number },
): Promise<{ channelId: string; connectionId: string }> => {
  const [channelId, connectionId] = [randomUUID(), randomUUID()];
  const me = aPrincipal({ userId: by.userId });
  const until = epoch + 3_600_000;
  await deps.channels.create({ ...me, channelId, created: epoch, until, topics: [] }, channelId, until);
  await deps.channels.open({ tenantId: me.tenantId, channelId }, connectionId, epoch);
  const topic = `v2.conversations.messages.${conversationId}.transcript`;
  await deps.channels.subscribe([
    {
      tenantId: me.tenantId,
      topic,
      channelId,
      userId: by.userId,
      issued: me.issued,
      until,
      connectionId,
      fence: by.fence,
    },
  ]);
  deps.sockets.connect(connectionId);
  return { channelId, connectionId };
};

/** Asks to monitor the agent of a conversation. */
export const claim = async (deps: Deps, me: typeof supervisor, conversationId: string): Promise<string> => {
  await startMonitoring(deps, me, { conversationId, participantId: 'a1' }, {});
  return conversationId;
};
