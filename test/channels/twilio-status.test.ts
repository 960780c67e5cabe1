import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import twilio from 'twilio';
import { beforeAll, describe, expect, test } from 'vitest';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { handlerOf } from '../local/rights/watch-rights.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { useJsonServices } from '../support/json-services.ts';
import { useLogged } from '../support/logged.ts';
import { dynamoStores } from '../support/stores.ts';
import { invoke, proxyEvent, setEnvironment } from './support/invoke.ts';

const authToken = '0123456789abcdef0123456789abcdef';

describe("Twilio's status callback", () => {
  const engine = useEngine();
  const services = useJsonServices();
  useLogged().text;
  let handler: unknown;
  const deliveries = () => dynamoStores(engine.client(), setClock()).deliveries;

  beforeAll(async () => {
    setEnvironment(engine.endpoint(), {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: services().endpoint,
      INTEGRATION_SECRETS_PREFIX: 'binocular/integrations',
    });
    handler = await handlerOf('http/receive-twilio-status');
    const { secrets: port } = await import('../../src/adapters/secrets.ts');
    const kept = port('put').open();
    for (const integrationId of ['sms-1', 'sms-2'])
      await kept.put({ tenantId: 'tenant-a', integrationId }, { authToken });
  });

  const sent = async () => {
    const place = { tenantId: 'tenant-a', conversationId: randomUUID(), seq: 2 };
    await deliveries().claim(place, 'sms-1', 0, 1);
    await deliveries().advance(place, { status: 'sent', integrationId: 'sms-1', providerId: 'SM1' });
    return place;
  };
  const callBack = (messageId: string, form: Record<string, string>, integrationId = 'sms-1') => {
    const path = `/api/v2/channels/twilio/tenant-a/${integrationId}/messages/${messageId}/status`;
    const signature = twilio.getExpectedTwilioSignature?.(
      authToken,
      `https://api.example.com/v1${path}`,
      form,
    );
    return invoke(
      handler,
      proxyEvent({
        method: 'POST',
        path,
        params: { tenantId: 'tenant-a', integrationId, messageId },
        headers: { 'X-Twilio-Signature': String(signature) },
        body: new URLSearchParams(form).toString(),
      }),
    );
  };

  test('Given a message that was sent, when Twilio tells its stages, then the delivery moves on to the last', async () => {
    const place = await sent();
    const id = `${place.conversationId}.2`;
    for (const MessageStatus of ['queued', 'sent', 'delivered'])
      expect((await callBack(id, { MessageSid: 'SM1', MessageStatus })).statusCode).toBe(200);
    expect(await deliveries().get(place)).toMatchObject({ status: 'delivered', providerId: 'SM1' });
  });

  test('Given a conversation in progress, when its message moves on, then that is noted once, for the stream to hand over', async () => {
    const client = engine.client();
    const { head } = await dynamoStores(client, setClock()).heads.create(aHead());
    const place = { tenantId: head.tenantId, conversationId: head.conversationId, seq: 2 };
    await deliveries().claim(place, 'sms-1', 0, 1);
    const kept = async () => {
      const found = await client.send(
        new QueryCommand({
          TableName: 'Transcript',
          KeyConditionExpression: 'pk = :pk AND seq < :zero',
          ExpressionAttributeValues: { ':pk': conversationPk(head), ':zero': 0 },
        }),
      );
      return found.Items?.map(({ kind, messageSeq }) => ({ kind, messageSeq }));
    };
    await callBack(`${place.conversationId}.2`, { MessageStatus: 'queued' });
    expect(await kept()).toEqual([]);
    for (const MessageStatus of ['delivered', 'read', 'delivered'])
      await callBack(`${place.conversationId}.2`, { MessageStatus });
    expect(await kept()).toEqual([{ kind: 'delivery', messageSeq: 2 }]);
  });

  test('Given a message that does not arrive, when Twilio says so, then it is failed with its code', async () => {
    const place = await sent();
    await callBack(`${place.conversationId}.2`, { MessageStatus: 'undelivered', ErrorCode: '30003' });
    expect(await deliveries().get(place)).toMatchObject({ status: 'failed', code: '30003' });
  });

  test("Given another integration's secret, when it signs for this message, then nothing changes", async () => {
    const place = await sent();
    const answer = await callBack(`${place.conversationId}.2`, { MessageStatus: 'failed' }, 'sms-2');
    expect(answer.statusCode).toBe(200);
    expect((await deliveries().get(place))?.status).toBe('sent');
  });
});
