import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { handlerOf } from '../local/rights/watch-rights.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { useJsonServices } from '../support/json-services.ts';
import { useLogged } from '../support/logged.ts';
import { dynamoStores } from '../support/stores.ts';
import { type Answer, invoke, proxyEvent, setEnvironment } from './support/invoke.ts';

const appSecret = 'app-secret';
const phoneNumberId = '106540352242922';
const pageId = '1067280970047460';

/** As in Meta's documentation of the Cloud API's webhooks. */
const whatsapp = (...values: readonly object[]) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: values.map((value) => ({
        field: 'messages',
        value: {
          messaging_product: 'whatsapp',
          metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
          ...value,
        },
      })),
    },
  ],
});

const text = (from: string, body: string, id = `wamid.${randomUUID()}`) => ({
  from,
  id,
  timestamp: '1749416383',
  type: 'text',
  text: { body },
});

const page = (...messaging: readonly object[]) => ({
  object: 'page',
  entry: [{ id: pageId, time: 1_458_692_752_478, messaging }],
});

describe('a batch that Meta sends', () => {
  const engine = useEngine();
  const services = useJsonServices();
  const output = useLogged().text;
  const handlers: Record<'receive' | 'verify', unknown> = { receive: undefined, verify: undefined };
  const stores = () => dynamoStores(engine.client(), setClock());

  beforeAll(async () => {
    setEnvironment(engine.endpoint(), {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: services().endpoint,
      AWS_ENDPOINT_URL_SQS: services().endpoint,
      FETCH_QUEUE_URL: `${services().endpoint}/fetches`,
      INTEGRATION_SECRETS_PREFIX: 'binocular/integrations',
    });
    const { integrations, queues } = stores();
    const queue = { id: 'queue-1' };
    await queues.put('tenant-a', { ...queue, name: 'Queue', division: { id: 'division-1' } });
    await integrations.put('tenant-a', { id: 'wa', messageType: 'whatsapp', queue, meta: { phoneNumberId } });
    await integrations.put('tenant-a', { id: 'page', messageType: 'facebook', queue, meta: { pageId } });
    handlers.receive = await handlerOf('http/receive-meta');
    handlers.verify = await handlerOf('http/verify-meta');
    const { secrets: port } = await import('../../src/adapters/secrets.ts');
    const kept = port('put').open();
    for (const integrationId of ['wa', 'page'])
      await kept.put({ tenantId: 'tenant-a', integrationId }, { appSecret, verifyToken: 'verify-me' });
  });

  const send = (integrationId: string, body: string, signed = body): Promise<Answer> => {
    const signature = createHmac('sha256', appSecret).update(signed).digest('hex');
    return invoke(
      handlers.receive,
      proxyEvent({
        method: 'POST',
        path: `/api/v2/channels/meta/tenant-a/${integrationId}`,
        params: { tenantId: 'tenant-a', integrationId },
        headers: { 'content-type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` },
        body,
      }),
    );
  };

  const transcriptOf = async (integrationId: string, from: string) => {
    const { addresses, transcript } = stores();
    const conversationId = await addresses.find({ tenantId: 'tenant-a', integrationId, from }, true);
    if (conversationId === undefined) return [];
    const entries = await transcript.after({ tenantId: 'tenant-a', conversationId }, 0, 100);
    return entries.flatMap((entry) => (entry.type === 'Text' ? [entry] : []));
  };

  test('Given a batch of several customers, when it comes twice, then each conversation has its messages once, in order', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const body = JSON.stringify(
      whatsapp(
        {
          contacts: [{ profile: { name: 'Customer One' }, wa_id: one }],
          messages: [text(one, 'first'), text(two, 'hi'), text(one, 'second')],
        },
        { messages: [text(one, 'third')] },
      ),
    );
    expect([(await send('wa', body)).statusCode, (await send('wa', body)).statusCode]).toEqual([200, 200]);
    const mine = await transcriptOf('wa', one);
    expect(mine.map((entry) => entry.text)).toEqual(['first', 'second', 'third']);
    expect(mine[0]?.name).toBe('Customer One');
    expect((await transcriptOf('wa', two)).map((entry) => entry.text)).toEqual(['hi']);
  });

  test('Given half a pair of surrogates in texts and names, when a batch comes, then it takes no other message down', async () => {
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
    const body = JSON.stringify(
      whatsapp({
        contacts: [{ profile: { name: `${'n'.repeat(99)}\u{1f600}` }, wa_id: one }],
        messages: [
          text(one, 'a\ud83db'),
          text(two, 'sound'),
          { ...text(three, ''), text: undefined, type: 'image', image: { id: '1', filename: 'a\udc00b' } },
          text(one, 'x'.repeat(70_000)),
        ],
      }),
    );
    expect((await send('wa', body)).statusCode).toBe(200);
    const mine = await transcriptOf('wa', one);
    expect(mine.map((entry) => entry.text.slice(0, 3))).toEqual(['a\ufffdb', 'xxx']);
    expect(mine[0]?.name).toBe('n'.repeat(99));
    expect((await transcriptOf('wa', two)).map((entry) => entry.text)).toEqual(['sound']);
    const [picture] = await transcriptOf('wa', three);
    expect(picture?.content).toMatchObject([{ attachment: { filename: 'a\ufffdb' } }]);
  });

  test('Given media, a button and a kind nobody knows, when they come, then each is stored as what it is', async () => {
    const from = randomUUID();
    const rest = () => ({ from, id: `wamid.${randomUUID()}`, timestamp: '1749416383' });
    const image = {
      id: '1003383421387256',
      mime_type: 'image/jpeg',
      sha256: 'SfInY0gGKTsJlUWbwxC1k',
      caption: 'see',
    };
    const button = { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } };
    const messages = [
      { ...rest(), type: 'image', image },
      { ...rest(), type: 'interactive', interactive: button },
      { ...rest(), type: 'holograms', holograms: { depth: 3 } },
      { broken: true },
    ];
    await send('wa', JSON.stringify(whatsapp({ messages })));
    const stored = await transcriptOf('wa', from);
    expect(stored.map((entry) => [entry.text, entry.content])).toEqual([
      [
        'see',
        [
          {
            contentType: 'Attachment',
            attachment: { mediaType: 'Image', id: '1003383421387256', mime: 'image/jpeg' },
          },
        ],
      ],
      ['Yes', undefined],
      ['', [{ contentType: 'Unknown', kind: 'holograms' }]],
    ]);
  });

  test('Given a page, when text, a picture, an echo, a postback and a sticker come, then all but the echo are stored', async () => {
    const from = randomUUID();
    const said = (message: object) => ({
      sender: { id: from },
      recipient: { id: pageId },
      timestamp: 1,
      message,
    });
    const url = 'https://cdn.example.com/a.png';
    await send(
      'page',
      JSON.stringify(
        page(
          said({ mid: 'm_1', text: 'hello, world!' }),
          said({ mid: 'm_2', attachments: [{ type: 'image', payload: { url } }] }),
          { ...said({ mid: 'm_3', text: 'ours', is_echo: true, app_id: 1 }), sender: { id: pageId } },
          {
            sender: { id: from },
            recipient: { id: pageId },
            timestamp: 2,
            postback: { mid: 'm_4', title: 'Start' },
          },
          said({ mid: 'm_5', attachments: [{ type: 'template', payload: {} }] }),
          { sender: { id: from }, recipient: { id: pageId }, read: { watermark: 1 } },
        ),
      ),
    );
    const stored = await transcriptOf('page', from);
    expect(stored.map((entry) => [entry.text, entry.content?.[0]?.contentType])).toEqual([
      ['hello, world!', undefined],
      ['', 'Attachment'],
      ['Start', undefined],
      ['', 'Unknown'],
    ]);
    expect(await transcriptOf('page', pageId)).toEqual([]);
  });

  test('Given another number of the same app, when its messages come here, then they are left alone', async () => {
    const from = randomUUID();
    const metadata = { display_phone_number: '1', phone_number_id: '999' };
    expect(
      (await send('wa', JSON.stringify(whatsapp({ metadata, messages: [text(from, 'hi')] })))).statusCode,
    ).toBe(200);
    expect(await transcriptOf('wa', from)).toEqual([]);
  });

  test('Given receipts, when they come, then the delivery moves on', async () => {
    const { deliveries } = stores();
    const place = { tenantId: 'tenant-a', conversationId: randomUUID(), seq: 2 };
    await deliveries.claim(place, 'wa', 0, 1);
    await deliveries.advance(place, { status: 'sent', integrationId: 'wa' });
    const status = {
      id: 'wamid.out',
      recipient_id: '1',
      timestamp: '1750030073',
      biz_opaque_callback_data: `${place.conversationId}.2`,
    };
    await send('wa', JSON.stringify(whatsapp({ statuses: [{ ...status, status: 'delivered' }] })));
    expect((await deliveries.get(place))?.status).toBe('delivered');
    const errors = [{ code: 131_026, title: 'Message undeliverable' }];
    await send('wa', JSON.stringify(whatsapp({ statuses: [{ ...status, status: 'failed', errors }] })));
    expect(await deliveries.get(place)).toMatchObject({ status: 'failed', code: '131026' });
  });

  test('Given a body that is equal as JSON but not as bytes, when it comes, then its signature does not verify', async () => {
    const from = randomUUID();
    const body = JSON.stringify(whatsapp({ messages: [text(from, 'hi')] }));
    const answer = await send('wa', body, JSON.stringify(JSON.parse(body), null, 1));
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([403, 'signature.invalid']);
    expect(await transcriptOf('wa', from)).toEqual([]);
    expect(output()).toContain('signature.refused');
  });

  test.each([
    ['the right token', { 'hub.verify_token': 'verify-me' }, 200, '1158201444'],
    ['a wrong token', { 'hub.verify_token': 'guess' }, 403, undefined],
    ['no token', {}, 403, undefined],
  ])(
    'Given a handshake with %s, when Meta asks, then the answer is as it should be',
    async (_, query, status, body) => {
      const answer = await invoke(
        handlers.verify,
        proxyEvent({
          method: 'GET',
          path: '/api/v2/channels/meta/tenant-a/wa',
          params: { tenantId: 'tenant-a', integrationId: 'wa' },
          query: { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', ...query },
        }),
      );
      expect(answer.statusCode).toBe(status);
      if (body !== undefined) expect(answer.body).toBe(body);
    },
  );
});
