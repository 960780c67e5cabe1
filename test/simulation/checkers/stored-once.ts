import { limits } from '../../../src/contract/limits.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('I2 stored once', message);
};

/**
 * I2. A message stands in one place, however often it is sent; what is acknowledged is there at the end, with its
 * text. A repeat that comes later than the window remembers is a new message: the contract says so. So may one be that
 * comes conversations later: a window is its conversation's and the next one's.
 */
export const storedOnce: NewChecker = () => {
  const ended = new Set<string>();
  const places = new Map<string, { readonly conversation: string; readonly seq: number }[]>();
  return {
    watch(seen) {
      if (seen.kind === 'head' && seen.next.state === 'ended')
        ended.add(`${seen.next.tenantId}/${seen.next.conversationId}`);
      if (seen.kind !== 'stored' || seen.entry.type !== 'Text') return;
      const { tenantId, conversationId, seq, text } = seen.entry;
      const conversation = `${tenantId}/${conversationId}`;
      const known = places.get(text) ?? [];
      places.set(text, [...known, { conversation, seq }]);
      const before = known.at(-1);
      if (before === undefined) return;
      const forgotten =
        before.conversation === conversation
          ? seq - before.seq > limits.recentMessages
          : ended.has(before.conversation);
      if (!forgotten)
        violated(`${text} stands at ${before.conversation}.${before.seq} and at ${conversation}.${seq}`);
    },
    async settle({ customers, agents, world }) {
      const gone = new Set(
        [...world.heads('ta'), ...world.heads('tb')].flatMap(({ tenantId, conversationId, erased }) =>
          erased ? [`${tenantId}/${conversationId}`] : [],
        ),
      );
      const erasedOf = (tenantId: string) => [...gone].some((one) => one.startsWith(`${tenantId}/`));
      for (const { sent } of [...customers, ...agents])
        for (const message of sent) {
          // Where the conversation that has a message was erased, its sender is told that it conflicts.
          if (message.abandoned && erasedOf(message.tenantId)) continue;
          if (message.acknowledged.length === 0 && !message.abandoned)
            violated(`${message.text} is never taken in`);
          for (const place of message.acknowledged) {
            if (gone.has(`${message.tenantId}/${place.conversationId}`)) continue;
            const key = { tenantId: message.tenantId, conversationId: place.conversationId };
            const entry = await world.stores.transcript.get(key, place.seq);
            if (entry?.type !== 'Text' || entry.text !== message.text)
              violated(
                `${message.text} is acknowledged at ${place.conversationId}.${place.seq} and not there`,
              );
          }
        }
    },
  };
};
