import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

describe('the development API, queues and schedules', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());
  const post = (path: string, body: unknown) =>
    fetch(`${fixture.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

  test('Given a started runtime, when its health is asked, then nothing is missing', async () => {
    const response = await fetch(`${fixture.url}/dev/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', missing: [] }]);
  });

  test('Given a user, when a token is asked for, then the published keys verify it and it carries the claims', async () => {
    const response = await post('/dev/token', { tenantId: 't1', userId: 'u1', name: 'Any Name' });
    const { access_token } = (await response.json()) as { access_token: string };
    const keys = createRemoteJWKSet(new URL(`${fixture.url}/dev/.well-known/jwks.json`));
    const { payload } = await jwtVerify(access_token, keys, {
      audience: 'binocular',
      issuer: `${fixture.url}/dev`,
    });
    expect(payload).toMatchObject({
      sub: 'u1',
      tenantId: 't1',
      name: 'Any Name',
      divisions: ['*'],
      token_use: 'access',
    });
    expect(payload.permissions).toContain('conversation:message:monitor');
  });

  test('Given a request without a tenant, when a token is asked for, then the issue is named', async () => {
    const response = await post('/dev/token', { userId: 'u1', name: 'n' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'bad.request',
      status: 400,
      details: [{ path: 'tenantId' }],
    });
  });

  test('Given a foreign host name, when a token is asked for, then none is given', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const call = request(`${fixture.url}/dev/token`, {
        method: 'POST',
        headers: { host: 'rebound.example' },
      });
      call.on('response', (response) => resolve(response.statusCode)).end('{}');
    });
    expect(status).toBe(404);
  });

  test('Given a schedule, when it is run by hand, then its function gets its input', async () => {
    expect((await post('/dev/schedules/hourly', {})).status).toBe(202);
    expect(await fixture.line('tick', (line) => line === '{"tick":true}')).toBeTruthy();
    expect((await post('/dev/schedules/never', {})).status).toBe(404);
  });

  test('Given a queue with a redrive policy, when a message keeps failing, then it moves to the dead-letter queue', async () => {
    const client = new SQSClient({
      endpoint: `${fixture.url}/_sqs`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const url = (name: string) => `${fixture.url}/_sqs/000000000000/${name}`;
    await client.send(new SendMessageCommand({ QueueUrl: url('work'), MessageBody: 'bad' }));
    await client.send(new SendMessageCommand({ QueueUrl: url('work'), MessageBody: 'good' }));
    const depth = async (name: string) => {
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url(name) }));
      return Number(Attributes?.ApproximateNumberOfMessages);
    };
    await expect.poll(() => depth('dead-letters'), { timeout: patience }).toBe(1);
    expect(await depth('work')).toBe(0);
    client.destroy();
  });

  test('Given an environment without work, when its idle time is over, then it is gone, and the next call starts another', async () => {
    const short = await startFixture({ idleMs: 10 });
    const echo = async () => {
      const answer = await fetch(`${short.url}/dev/functions`);
      const { entities } = (await answer.json()) as { entities: { name: string; environments: number }[] };
      return entities.find(({ name }) => name === 'echo');
    };
    const call = async () =>
      (await fetch(`${short.url}/things/1`, { headers: { Authorization: 'allow' } })).status;
    expect(await call()).toBe(201);
    await vi.waitUntil(async () => (await echo())?.environments === 0, { timeout: patience });
    expect(await call()).toBe(201);
    expect(await echo()).toMatchObject({ coldStarts: 2, invocations: 2, errors: 0 });
    await short.stop();
  });

  test('Given an assembly with what is not served, when it starts, then it says so', () => {
    expect(fixture.notices).toEqual([
      'AWS::Kinesis::Stream has no local counterpart',
      'schedule is not run by the clock: nightly: at(2030-01-01T03:00:00)',
    ]);
  });
});
