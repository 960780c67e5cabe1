import {
  connectParticipant,
  disconnectParticipant,
  endConversation,
} from '../../../src/domain/conversation/participants.ts';
import { readConversation } from '../../../src/domain/conversation/read-conversation.ts';
import { tookPart } from '../../../src/domain/head/audience.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { sendAgentMessage } from '../../../src/domain/messages/send-agent-message.ts';
import { readTimeline } from '../../../src/domain/timeline/read-timeline.ts';
import { readDetails } from '../../../src/domain/views/details.ts';
import { readJourney } from '../../../src/domain/views/journey.ts';
import type { Actor } from '../actor.ts';
import type { Ports } from '../ports.ts';
import type { World } from '../world.ts';
import type { Sent } from './customer.ts';
import { newHandling } from './handling.ts';

type AgentMessage = Sent & { readonly conversationId: string; readonly participantId: string };

/** An agent's desktop: it connects, writes and retries, leaves, ends, and looks at everything it may look at. */
export const newAgent = (world: World, actor: Actor) => {
  const { me } = actor;
  const handling = newHandling(world, actor);
  const sent: AgentMessage[] = [];
  const mine = (): (readonly [Head, string])[] =>
    world
      .heads(me.tenantId)
      .flatMap((head) =>
        Object.entries(head.participants).flatMap(([id, one]) =>
          one.userId === me.userId && head.state === 'inProgress' ? [[head, id] as const] : [],
        ),
      );
  const attempt = (id: number, message: AgentMessage) =>
    world.start(
      id,
      actor,
      `send ${message.key}`,
      (ports) =>
        sendAgentMessage(
          ports,
          me,
          { conversationId: message.conversationId, communicationId: message.participantId },
          { textBody: message.text, clientMessageId: message.key },
        ),
      {
        answered: ({ conversationId, seq }) => void message.acknowledged.push({ conversationId, seq }),
        refused: () => {
          message.abandoned = true;
        },
      },
    );

  const look = (id: number, conversationId: string, pick: number) => {
    const looks = [readConversation, readDetails, readTimeline] as const;
    return see(id, 'look', conversationId, looks[pick % looks.length] as (typeof looks)[number]);
  };

  /** Reads something of a conversation; what it answers is looked at where the agent took part. */
  const see = (
    id: number,
    action: string,
    conversationId: string,
    read: (ports: Ports, by: typeof me, id: string) => Promise<unknown>,
  ) =>
    world.start(id, actor, action, async (ports) => {
      const answer = await read(ports, me, conversationId);
      const head = world.heads(me.tenantId).find((one) => one.conversationId === conversationId);
      return head !== undefined && tookPart(head, me.userId) ? answer : undefined;
    });

  const act = (id: number, action: string, pick: number) => {
    if (action === 'connect') {
      const open = world
        .heads(me.tenantId)
        .filter((head) => !Object.values(head.participants).some((one) => one.userId === me.userId));
      const head = open[pick % Math.max(1, open.length)];
      if (head === undefined) return undefined;
      const input = { purpose: 'agent', user: { id: me.userId, name: me.name } } as const;
      return world.start(id, actor, 'connect', (ports) =>
        connectParticipant(ports, me, head.conversationId, input),
      );
    }
    if (action === 'resend') {
      const open = sent.filter((message) => message.acknowledged.length === 0 && !message.abandoned);
      const message = open[pick % Math.max(1, open.length)];
      return message === undefined ? undefined : attempt(id, message);
    }
    if (action === 'wrapUp') return handling.wrapUp(id, pick);
    if (action === 'takeOn' || action === 'report') return handling.atWork(id, action, pick);
    const places = mine();
    const place = places[pick % Math.max(1, places.length)];
    if (place === undefined) return undefined;
    const [{ conversationId }, participantId] = place;
    if (action === 'leave')
      return world.start(id, actor, 'leave', (ports) =>
        disconnectParticipant(ports, me, conversationId, participantId),
      );
    if (action === 'end')
      return world.start(id, actor, 'end', (ports) => endConversation(ports, me, conversationId));
    if (action === 'hold' || action === 'transfer' || action === 'show')
      return handling.act(id, action, { conversationId, participantId }, pick);
    if (action === 'look') return look(id, conversationId, pick);
    if (action === 'trace')
      return see(id, action, conversationId, (ports) =>
        readJourney(ports, me, conversationId, { pageSize: 5 }),
      );
    const key = `${me.userId}-m${sent.length + 1}`;
    const message: AgentMessage = {
      key,
      text: `${me.name}:${key}`,
      tenantId: me.tenantId,
      conversationId,
      participantId,
      acknowledged: [],
      abandoned: false,
    };
    sent.push(message);
    return attempt(id, message);
  };

  return {
    actor,
    sent,
    act,
    /** Retries the oldest message that was neither answered nor refused. */
    settle: (id: number) => {
      const message = sent.find((one) => one.acknowledged.length === 0 && !one.abandoned);
      return message === undefined ? undefined : attempt(id, message);
    },
  };
};

export type Agent = ReturnType<typeof newAgent>;
