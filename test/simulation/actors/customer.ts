import {
  receiveOpenMessage,
  receiveOpenMessages,
} from '../../../src/domain/messages/receive-open-messages.ts';
import type { Actor } from '../actor.ts';
import type { World } from '../world.ts';

/** One message that its sender wants stored, and what is known of it. */
export interface Sent {
  readonly key: string;
  readonly text: string;
  readonly tenantId: string;
  /** Each acknowledgement: where the message stands. */
  readonly acknowledged: { readonly conversationId: string; readonly seq: number }[];
  /** A refusal that no retry changes. */
  abandoned: boolean;
}

/** A customer's messages on their way through a provider that retries until it is answered. */
export const newCustomer = (world: World, actor: Actor) => {
  const sent: Sent[] = [];
  const inbound = (message: Sent) =>
    ({
      channel: {
        platform: 'Open',
        type: 'Private',
        messageId: message.key,
        from: { id: `+1${actor.me.userId}`, idType: 'Opaque', nickname: actor.me.name },
        to: { id: 'us' },
        time: new Date(world.now).toISOString(),
      },
      type: 'Text',
      text: message.text,
      direction: 'Inbound',
    }) as Parameters<typeof receiveOpenMessage>[3];
  const attempt = (id: number, message: Sent) =>
    world.start(
      id,
      actor,
      `deliver ${message.key}`,
      (ports) => receiveOpenMessage(ports, actor.me.tenantId, 'integration1', inbound(message)),
      {
        answered: ({ conversationId, seq }) => void message.acknowledged.push({ conversationId, seq }),
        refused: ({ code }) => {
          message.abandoned = code === 'conflict';
        },
      },
    );
  /** Several messages in one request; each is answered, or retried later, on its own. */
  const attemptAll = (id: number, messages: readonly Sent[]) =>
    world.start(
      id,
      actor,
      `deliver together ${messages.map(({ key }) => key).join(' ')}`,
      (ports) => receiveOpenMessages(ports, actor.me.tenantId, 'integration1', messages.map(inbound)),
      {
        answered: (outcomes) => {
          for (const [index, outcome] of outcomes.entries())
            if (outcome.ok) {
              const { conversationId, seq } = outcome.message;
              messages[index]?.acknowledged.push({ conversationId, seq });
            }
        },
      },
    );
  const compose = (): Sent => {
    const key = `${actor.me.userId}-m${sent.length + 1}`;
    const { tenantId } = actor.me;
    const message = { key, text: `${actor.me.name}:${key}`, tenantId, acknowledged: [], abandoned: false };
    sent.push(message);
    return message;
  };
  return {
    actor,
    sent,
    act(id: number, action: string, pick: number) {
      if (action === 'write') return attempt(id, compose());
      if (action === 'writeMany') {
        const late = sent.filter((message) => message.acknowledged.length === 0).slice(0, pick % 3);
        return attemptAll(id, [...late, ...Array.from({ length: 1 + (pick % 4) }, compose)]);
      }
      // A provider retries what is not answered; now and then it repeats what is.
      const open = sent.filter((message) => message.acknowledged.length === 0 && !message.abandoned);
      const from = action === 'repeat' ? sent.slice(-6) : open;
      const message = from[pick % Math.max(1, from.length)];
      return message === undefined ? undefined : attempt(id, message);
    },
    /** Retries the oldest message that was never answered. */
    settle: (id: number) => {
      const message = sent.find((one) => one.acknowledged.length === 0 && !one.abandoned);
      return message === undefined ? undefined : attempt(id, message);
    },
  };
};

export type Customer = ReturnType<typeof newCustomer>;
