import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { jsonService, ServiceRefusal } from '../../src/adapters/json-service.ts';

/** Answers in turn, and what was asked. */
const answering = async (...answers: readonly (readonly [number, string])[]) => {
  const asked: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  const server = createServer((message, response) => {
    const parts: Buffer[] = [];
    message.on('data', (part: Buffer) => parts.push(part));
    message.on('end', () => {
      const [status, text] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, ''];
      asked.push({ headers: message.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const access = { endpoint, region: 'eu-west-1', accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  return { asked, call: jsonService('sqs', { ...access, sessionToken: 'session' }) };
};
let close = () => {};
afterEach(() => close());

describe("a call of AWS's JSON protocol", () => {
  test('names its action, is signed for the service and region, and answers what comes', async () => {
    const { asked, call } = await answering([200, '{"MessageId":"m"}']);
    expect(await call('SendMessage', { MessageBody: 'ü' })).toEqual({ MessageId: 'm' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toBe('{"MessageBody":"ü"}');
    expect(asked[0]?.headers).toMatchObject({
      'x-amz-target': 'AmazonSQS.SendMessage',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-security-token': 'session',
    });
    expect(asked[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-west-1\/sqs\/aws4_request, SignedHeaders=[^,]*x-amz-target/,
    );
  });

  test('is made again where the service is busy, and not where it refuses', async () => {
    const busy = await answering([503, ''], [400, '{"__type":"com.amazon#ThrottlingException"}'], [200, '']);
    expect(await busy.call('SendMessage', {})).toEqual({});
    expect(busy.asked).toHaveLength(3);
    close();
    const denied = await answering([400, '{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}']);
    await expect(denied.call('SendMessage', {})).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
    expect(denied.asked).toHaveLength(1);
  });

  test('is given up after three attempts, with the status of the last', async () => {
    const { asked, call } = await answering([500, 'no JSON']);
    const error = await call('SendMessage', {}).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ServiceRefusal);
    expect(error).toMatchObject({ name: 'Unknown', $metadata: { httpStatusCode: 500 } });
    expect(asked).toHaveLength(3);
  });
});
