import { randomBytes } from 'node:crypto';
import twilio from 'twilio';
import { beforeAll, describe, expect, test } from 'vitest';
import { handlerOf } from '../local/rights/watch-rights.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { useJsonServices } from '../support/json-services.ts';
import { useLogged } from '../support/logged.ts';
import { dynamoStores } from '../support/stores.ts';
import { type Answer, invoke, proxyEvent, setEnvironment } from './support/invoke.ts';

const authToken = '0123456789abcdef0123456789abcdef';
const path = '/api/v2/channels/twilio/tenant-a/sms-1/sms';
const accountSid = `AC${'0'.repeat(32)}`;
const sid = (): string => `SM${randomBytes(16).toString('hex')}`;
const number = (): string => `+1555${String(randomBytes(4).readUInt32BE() % 10_000_000).padStart(7, '0')}`;

type Form = Readonly<Record<string, string>>;

const sms = (given: Form = {}): Form => ({
  ToCountry: 'US',
  SmsMessageSid: sid(),
  NumMedia: '0',
  FromCity: '',
  MessageSid: sid(),
  AccountSid: accountSid,
  From: number(),
  To: '+15550100000',
  Body: 'hello',
  NumSegments: '1',
  ApiVersion: '2010-04-01',
  ...given,
});

describe('an SMS that Twilio delivers', () => {
  const engine = useEngine();
  const services = useJsonServices();
  const output = useLogged().text;
  let handler: unknown;
  const stores = () => dynamoStores(engine.client(), setClock());

  beforeAll(async () => {
    setEnvironment(engine.endpoint(), {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: services().endpoint,
      AWS_ENDPOINT_URL_SQS: services().endpoint,
      FETCH_QUEUE_URL: `${services().endpoint}/fetches`,
      INTEGRATION_SECRETS_PREFIX: 'binocular/integrations',
    });
    const { integrations, queues } = stores();
    const settings = { fromNumber: '+15550100000', accountSid };
    for (const [tenant, id] of [['tenant-a', 'sms-1'] as const, ['tenant-b', 'sms-1'] as const]) {
      await queues.put(tenant, { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } });
      await integrations.put(tenant, { id, messageType: 'sms', queue: { id: 'queue-1' }, sms: settings });
    }
    handler = await handlerOf('http/receive-twilio-sms');
    const { secrets: port } = await import('../../src/adapters/secrets.ts');
    const kept = port('put').open();
    await kept.put({ tenantId: 'tenant-a', integrationId: 'sms-1' }, { authToken });
    await kept.put({ tenantId: 'tenant-b', integrationId: 'sms-1' }, { authToken: 'another' });
  });

  const deliver = (
    form: Form,
    given: { readonly tenantId?: string; readonly token?: string; readonly signed?: Form } = {},
  ): Promise<Answer> => {
    const tenantId = given.tenantId ?? 'tenant-a';
    const at = path.replace('tenant-a', tenantId);
    const signature = twilio.getExpectedTwilioSignature?.(
      given.token ?? authToken,
      `https://api.example.com/v1${at}`,
      given.signed ?? form,
    );
    return invoke(
      handler,
      proxyEvent({
        method: 'POST',
        path: at,
        params: { tenantId, integrationId: 'sms-1' },
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'X-Twilio-Signature': String(signature),
        },
        body: new URLSearchParams(form).toString(),
      }),
    );
  };

  const transcriptOf = async (from: string) => {
    const { addresses, transcript } = stores();
    const conversationId = await addresses.find({ tenantId: 'tenant-a', integrationId: 'sms-1', from }, true);
    if (conversationId === undefined) return [];
    const entries = await transcript.after({ tenantId: 'tenant-a', conversationId }, 0, 100);
    return entries.map((entry) => (entry.type === 'Text' ? entry : undefined));
  };

  test('Given a signed SMS, when it comes, then it is stored and answered with an empty TwiML document', async () => {
    const from = number();
    const answer = await deliver(sms({ From: from, Body: 'नमस्ते + ümlaut & more=%' }));
    expect([answer.statusCode, answer.headers['Content-Type'], answer.body]).toEqual([
      200,
      'text/xml',
      '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    ]);
    expect((await transcriptOf(from)).map((entry) => entry?.text)).toEqual(['नमस्ते + ümlaut & more=%']);
  });

  test('Given an SMS, when Twilio retries it and another follows, then each is stored once in one conversation', async () => {
    const from = number();
    const first = sms({ From: from, Body: 'one' });
    const answers = [
      await deliver(first),
      await deliver(first),
      await deliver(sms({ From: from, Body: 'STOP' })),
      await deliver(first),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200]);
    expect((await transcriptOf(from)).map((entry) => entry?.text)).toEqual(['one', 'STOP']);
  });

  test('Given an MMS without text, when it comes, then its media are content that waits to be fetched', async () => {
    const from = number();
    const url = 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0';
    const media = { NumMedia: '2', MediaUrl0: url, MediaContentType0: 'image/jpeg', MediaUrl1: 'broken' };
    await deliver(sms({ From: from, Body: '', ...media }));
    const [entry] = await transcriptOf(from);
    expect([entry?.text, entry?.content]).toEqual([
      '',
      [
        { contentType: 'Attachment', attachment: { mediaType: 'Image', url, mime: 'image/jpeg' } },
        { contentType: 'Attachment', attachment: { mediaType: 'File' } },
      ],
    ]);
    expect(entry?.fetched).toEqual({});
    const job = { tenantId: entry?.tenantId, conversationId: entry?.conversationId, seq: 1 };
    expect(
      services()
        .queue.messages()
        .map(({ body }) => JSON.parse(body)),
    ).toEqual([job]);
  });

  test.each<[string, Parameters<typeof deliver>[1], Form]>([
    ['the wrong secret', { token: 'f'.repeat(32) }, {}],
    ['another text than is sent', { signed: sms({ Body: 'signed' }) }, { Body: 'sent' }],
    ["this tenant's secret, for another tenant", { tenantId: 'tenant-b' }, {}],
    ["a tenant's secret, for a tenant that does not exist", { tenantId: 'nobody' }, {}],
  ])(
    'Given a signature with %s, when it comes, then it is refused, counted, and nothing is stored',
    async (_, given, form) => {
      const from = number();
      const answer = await deliver(sms({ From: from, ...form }), given);
      expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([403, 'signature.invalid']);
      expect(await transcriptOf(from)).toEqual([]);
      expect(output()).toContain('signature.refused');
    },
  );

  test('Given requests that do not verify for different reasons, when they are answered, then they look alike', async () => {
    const answers = await Promise.all([
      deliver(sms(), { token: 'f'.repeat(32) }),
      deliver(sms(), { tenantId: 'tenant-b' }),
      deliver(sms(), { tenantId: 'nobody' }),
    ]);
    const bodies = answers.map(({ body, headers, statusCode }) => ({
      headers,
      statusCode,
      ...JSON.parse(body),
      contextId: '',
    }));
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  test('Given a signed request without a message id, when it comes, then it is refused with the field named', async () => {
    const { MessageSid: _, ...form } = sms();
    const answer = await deliver(form);
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).details[0].path).toBe('MessageSid');
  });

  test('Given messages taken and refused, when the log is read, then it holds no text, number or secret', async () => {
    const form = sms({ Body: 'a private matter' });
    await deliver(form);
    await deliver(form, { token: 'f'.repeat(32) });
    expect(output()).not.toContain('a private matter');
    expect(output()).not.toContain(form.From);
    expect(output()).not.toContain(authToken);
  });
});
