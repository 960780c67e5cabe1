import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { Backstage } from '../../cli/installation.ts';
import { createProgram } from '../../cli/main.ts';
import { handOver, takeDelivery } from '../../cli/moving/hand-over.ts';
import { goesAlong, hasArrived, itemsOfTenant, type movedTables } from '../../cli/moving/moved-items.ts';
import { jsonService } from '../../src/adapters/json-service.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { useJsonServices } from '../support/json-services.ts';
import { dynamoStores } from '../support/stores.ts';

describe('given messages that wait for their provider when their tenant is moved', () => {
  const engine = useEngine();
  const services = useJsonServices();
  const stores = () => dynamoStores(engine.client(), setClock());
  const cell = (): Backstage => {
    const access = { accessKeyId: 'x', secretAccessKey: 'x', region: 'us-east-1' };
    const service = () => jsonService('sqs', { ...access, endpoint: services().endpoint });
    const output = (name: string) => (name.endsWith('Table') ? name.slice(0, -'Table'.length) : name);
    return { dynamodb: engine.client(), service, output } as Partial<Backstage> as Backstage;
  };

  test('when they are taken, then what waits is done for the one installation and handed to the other in its order, what is being sent is waited for, and what was sent is left', async () => {
    const tenantId = randomUUID();
    const now = Date.now();
    const { heads, transcript, deliveries } = stores();
    const { head } = await heads.create(aHead({ tenantId, deliveryMode: 'provider', seq: 5 }));
    const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'A', text: 't' } as const;
    for (const seq of [1, 2, 3, 4]) await transcript.put({ ...head, seq, time: now, ...said }, {});
    await transcript.put({ ...head, seq: 5, time: now, ...said, purpose: 'customer' }, {});
    const at = (seq: number) => ({ ...head, seq });
    await deliveries.claim(at(2), 'web', now - 2, now - 1);
    await deliveries.claim(at(3), 'web', now, now + 90_000);
    await deliveries.claim(at(4), 'web', now, now + 90_000);
    await deliveries.advance(at(4), { status: 'sent', integrationId: 'web' });

    const outcomes = new Map<number, string>();
    for await (const item of itemsOfTenant(engine.client(), 'Transcript', tenantId))
      outcomes.set(Number(item.seq), await takeDelivery(cell(), item, now));
    expect(Object.fromEntries(outcomes)).toEqual({
      1: 'changed',
      2: 'changed',
      3: 'stays',
      4: 'current',
      5: 'current',
    });
    for (const seq of [1, 2]) expect(await deliveries.claim(at(seq), 'web', now, now + 1)).toBe('done');

    expect(await handOver(cell(), cell(), tenantId)).toEqual({ deliveries: 2, fetches: 0 });
    const places = () =>
      services()
        .queue.messages()
        .map(({ body }) => JSON.parse(body) as { seq: number });
    expect(places().map(({ seq }) => seq)).toEqual([1, 2]);

    // Given up: they are delivered where they were, though the queue had them a moment ago.
    await handOver(cell(), cell(), tenantId, true);
    expect(places().map(({ seq }) => seq)).toEqual([1, 2, 1, 2]);
    expect(await deliveries.claim(at(1), 'web', now, now + 1)).toBe('claimed');
  });

  test('when items are asked whether they go along, then what is of sockets, calls and the fence stays, and guests and settings do not', () => {
    const now = 1_000_000;
    const goes = (table: (typeof movedTables)[number], pk: string, more: object = {}) =>
      goesAlong(table, { pk, ...more }, now);
    expect(goes('Sockets', 'T#a#GUEST#g')).toBe(true);
    for (const kind of ['CHANNEL', 'TOPIC', 'USER', 'RATE'])
      expect(goes('Sockets', `T#a#${kind}#x`), kind).toBe(false);
    expect(goes('Directory', 'T#a#RELOCATION#')).toBe(false);
    expect(goes('Directory', 'T#a#SETTINGS#')).toBe(true);
    expect(goes('Records', 'T#a#C#c', { sk: 'NOTE#n', ttl: 999 })).toBe(false);
    expect(goes('Records', 'T#a#C#c', { sk: 'NOTE#n', ttl: 1_001 })).toBe(true);
  });

  test('when an item differs there by a word, then it has not arrived; a head whose change alone was told has', () => {
    const head = { pk: 'T#a#C#c', change: 'ended', rev: 3 };
    expect(hasArrived('Conversations', head, { ...head, change: 'moved' })).toBe(true);
    expect(hasArrived('Conversations', head, { ...head, change: 'moved', rev: 4 })).toBe(false);
    const note = { pk: 'T#a#C#c', sk: 'NOTE#n', text: 'x' };
    expect(hasArrived('Records', note, { ...note, text: 'y' })).toBe(false);
    expect(hasArrived('Records', note, undefined)).toBe(false);
  });

  test('when a move is to look at no item a second, then it is refused: no wait is that long', () => {
    const program = createProgram(Object.assign(async () => {}, { alone: async () => {} }));
    const named = (from: Command, name: string) => from.commands.find((command) => command.name() === name);
    const move = named(named(program, 'tenants') ?? program, 'move');
    const pace = move?.options.find(({ long }) => long === '--per-second');
    expect(pace?.parseArg?.('1', undefined)).toBe(1);
    expect(() => pace?.parseArg?.('0', undefined)).toThrow('a whole number from 1 to 100000');
  });
});
