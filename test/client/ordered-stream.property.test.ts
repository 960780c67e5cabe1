import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOrderedStream } from '../../client/transcript/ordered-stream.ts';
import { Network } from './network.ts';

const conversation = fc.record({
  head: fc.integer({ min: 0, max: 40 }),
  afterSeq: fc.integer({ min: 0, max: 40 }),
  page: fc.integer({ min: 1, max: 7 }),
  steps: fc.array(
    fc.record({
      act: fc.constantFrom(
        'append',
        'store',
        'push',
        'resume',
        'pong',
        'timer',
        'drop',
        'repeat',
        'reconnect',
      ),
      pick: fc.nat(1000),
      loss: fc.boolean(),
    }),
    { maxLength: 120 },
  ),
});

test('Given pushes that are lost, doubled and crossed, then each seq comes once and in order', () => {
  fc.assert(
    fc.property(conversation, ({ head, afterSeq, page, steps }) => {
      const from = Math.min(head, afterSeq);
      const network = new Network(
        createOrderedStream({ conversationId: 'c1', afterSeq: from, tag: 't' }),
        head,
        page,
      );
      network.tell({ on: 'subscribed' });
      for (const step of steps) network.act(step.act, step.pick, step.loss);
      network.calm();
      const expected = Array.from({ length: network.head - from }, (_, i) => from + 1 + i);
      expect(network.delivered).toEqual(expected);
      expect(network.ended).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test('Given monitoring ends amid all that, then what came is a prefix and the end counts what is missing', () => {
  fc.assert(
    fc.property(conversation, ({ head, page, steps }) => {
      const network = new Network(
        createOrderedStream({ conversationId: 'c1', afterSeq: 0, tag: 't' }),
        head,
        page,
      );
      network.tell({ on: 'subscribed' });
      for (const step of steps) network.act(step.act, step.pick, step.loss);
      const known = network.head;
      network.endMonitoring(known);
      network.calm();
      expect(network.delivered).toEqual(Array.from({ length: network.delivered.length }, (_, i) => i + 1));
      expect(network.ended?.reason).toBe('monitoring.ended');
      expect(network.ended?.missing).toBe(known - network.delivered.length);
    }),
    { numRuns: 1000 },
  );
});
