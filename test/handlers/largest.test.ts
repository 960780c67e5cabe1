import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SentContent } from '../../src/contract/content.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { call, openForProviders, useHandlers } from '../support/handlers.ts';
import { itemBytes } from '../support/item-size.ts';
import { openForCustomers } from '../support/message-deps.ts';
import { asSent, calledBy } from '../support/route-callers.ts';
import type { Json } from '../support/sample.ts';
import { dynamoStores } from '../support/stores.ts';

const clock = { now: () => Date.now() };
const agent = aPrincipal({ userId: 'agent-1', name: '€'.repeat(100) });

/** The largest value of a JSON Schema: lists and texts as long as it allows, of characters of three bytes. */
const largestOf = (schema: Json, root: Json): unknown => {
  const of = (one: unknown): unknown => largestOf(one as Json, root);
  if (schema.$ref !== undefined) return of(root.$defs?.[schema.$ref.split('/').at(-1) ?? '']);
  const all = (schema.anyOf ?? schema.oneOf ?? []).map(of);
  if (all.length > 0)
    return all.reduce((a, b) => (JSON.stringify(a).length >= JSON.stringify(b).length ? a : b));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, field]) => [name, of(field)]),
    );
  if (schema.type === 'array')
    return Array.from({ length: schema.maxItems ?? 0 }, () => of(schema.items ?? {}));
  const start = schema.format === 'uri' ? 'https://example.com/' : '';
  return start.padEnd(schema.maxLength ?? 0, '€');
};

const json = z.toJSONSchema(SentContent);

/** A list of lists of this depth, as JSON. */
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('the largest that the contract allows', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), clock);
  const content = SentContent.parse(largestOf(json, json));
  const text = `${'€'.repeat(Math.floor(limits.textBytes / 3))}x`;

  beforeAll(() => openForCustomers(stores()));

  test('Given the longest text with all content, when an agent sends it, then it is stored, far below the 400 KB of an item', async () => {
    const { head } = await stores().heads.create(aHead());
    const params = { conversationId: head.conversationId, communicationId: 'a1' };
    const body = { textBody: text, content };
    expect((await call('send-agent-message', { me: agent, params, body })).status).toBe(201);
    const entry = await stores().transcript.get(head, 2);
    expect(entry).toMatchObject({ text, content });
    expect(itemBytes({ ...entry })).toBeLessThan(300_000);
  });

  test('Given the same of a customer, when it comes in, then it is stored', async () => {
    const { channel } = anInboundMessage({ from: '€'.repeat(256), messageId: '€'.repeat(256) });
    const from = { ...channel.from, nickname: '€'.repeat(100) };
    const body = { channel: { ...channel, from }, text, content };
    const params = { integrationId: 'integration-1' };
    expect((await call('receive-open-message', { me: agent, params, body })).status).toBe(200);
  });

  test.each([
    ['guest’s message', 'send-guest-message', 'webmessaging', () => ({ text })],
    [
      'SMS with ten files',
      'receive-twilio-sms',
      'sms',
      () => ({
        MessageSid: `MM${'0'.repeat(32)}`,
        From: '€'.repeat(256),
        To: '€'.repeat(256),
        Body: text,
        NumMedia: '10',
        ...Object.fromEntries(
          Array.from({ length: 10 }, (_, i) => [
            [`MediaUrl${i}`, `https://api.twilio.com/${'a'.repeat(2_000)}`],
            [`MediaContentType${i}`, '€'.repeat(100)],
          ]).flat(),
        ),
        ...Object.fromEntries(
          ['City', 'State', 'Zip', 'Country'].map((part) => [`From${part}`, '€'.repeat(10_000)]),
        ),
      }),
    ],
    [
      'WhatsApp message longer than any text',
      'receive-meta',
      'whatsapp',
      () => {
        const document = {
          id: '€'.repeat(512),
          mime_type: '€'.repeat(100),
          filename: '€'.repeat(256),
          caption: '€'.repeat(100_000),
        };
        const messages = [{ from: '€'.repeat(256), id: '€'.repeat(256), type: '€'.repeat(100), document }];
        const contacts = [{ wa_id: '€'.repeat(256), profile: { name: '€'.repeat(10_000) } }];
        const value = { metadata: { phone_number_id: '1' }, contacts, messages };
        return { object: '€'.repeat(100), entry: [{ changes: [{ value }] }] };
      },
    ],
  ] as const)(
    'Given the largest %s, when it comes in, then it is stored, far below the 400 KB of an item',
    async (_, name, messageType, body) => {
      const route = routes.find((one) => one.name === name) as Route;
      const integrationId = randomUUID();
      const settings = {
        webmessaging: {},
        sms: { sms: { fromNumber: '+15550100000', accountSid: `AC${'0'.repeat(32)}` } },
        whatsapp: { meta: { phoneNumberId: '1' } },
      }[messageType];
      const integration = { id: integrationId, messageType, queue: { id: 'queue-1' }, ...settings };
      await stores().integrations.put('tenant-a', integration);
      await openForProviders({ tenantId: 'tenant-a', integrationId });
      const guest = { ...agent, userId: randomUUID(), issued: Date.now(), expires: Date.now() + 3_600_000 };
      const said = { params: { tenantId: 'tenant-a', integrationId }, raw: asSent(route, body()) };
      const answer = await call(name, calledBy(route, guest, integrationId, said));
      expect(answer.status, answer.text).toBeLessThan(300);
      const from = messageType === 'webmessaging' ? guest.userId : '€'.repeat(256);
      const conversationId = await stores().addresses.find(
        { tenantId: 'tenant-a', integrationId, from },
        true,
      );
      const entry = await stores().transcript.get(
        { tenantId: 'tenant-a', conversationId: conversationId ?? '' },
        1,
      );
      expect(entry).toMatchObject({ seq: 1, type: 'Text' });
      expect(itemBytes({ ...entry })).toBeLessThan(300_000);
    },
  );

  test('Given a body nested 100,000 levels deep, or a message of a batch 1,000 deep, when it is sent, then it is refused alone', async () => {
    const { head } = await stores().heads.create(aHead());
    const params = { conversationId: head.conversationId, communicationId: 'a1' };
    const raw = `{"textBody":${nested(100_000)}}`;
    expect((await call('send-agent-message', { me: agent, params, raw })).status).toBe(400);
    const sound = JSON.stringify(anInboundMessage({ from: 'deep' }));
    const batch = `{"messages":[{"channel":${nested(1_000)}},${sound}]}`;
    const answer = await call('receive-open-messages', {
      me: agent,
      params: { integrationId: 'integration-1' },
      raw: batch,
    });
    expect(answer.json).toMatchObject({ entities: [{ status: 400 }, { status: 200 }] });
  });

  test('Given the data of a panel, when it has 32 levels, then it is kept; when it has more, then it is refused', async () => {
    const { head } = await stores().heads.create(aHead());
    const params = { conversationId: head.conversationId, panelId: 'order' };
    const put = (levels: number) =>
      call('put-panel', { me: agent, params, raw: `{"schemaId":"s","data":{"a":${nested(levels)}}}` });
    expect((await put(limits.panelLevels - 1)).status).toBe(200);
    expect((await put(limits.panelLevels)).status).toBe(400);
    expect((await put(100_000)).status).toBe(400);
  });

  test('Given empty keys and numbers that the store has no form for, when a panel holds them, then they are read back', async () => {
    const { head } = await stores().heads.create(aHead());
    const params = { conversationId: head.conversationId, panelId: 'order' };
    const data = { '': { '': [1e300, -1e-300, Number.MAX_SAFE_INTEGER, '', null, []] } };
    const body = { schemaId: 's', data };
    expect((await call('put-panel', { me: agent, params, body })).status).toBe(200);
    expect((await call('get-panel', { me: agent, params })).json).toMatchObject({ data });
  });
});
