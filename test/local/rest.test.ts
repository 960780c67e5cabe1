import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

describe('the REST front door', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({ concurrency: 2 });
  });
  afterAll(() => fixture.stop());
  const get = (path: string, token = 'allow') =>
    fetch(`${fixture.url}${path}`, { headers: { Authorization: token } });

  test('Given a request, when it is proxied, then the function gets the event API Gateway builds', async () => {
    const response = await get('/live/things/a%2Fb%20c?x=1&x=2');
    const event = (await response.json()) as Record<string, never>;
    expect(response.status).toBe(201);
    expect(response.headers.get('x-many')).toBe('a, b');
    expect(response.headers.get('x-amzn-remapped-connection')).toBe('mine');
    expect(event).toMatchObject({
      resource: '/things/{id}',
      path: '/things/a%2Fb%20c',
      httpMethod: 'GET',
      pathParameters: { id: 'a%2Fb%20c' },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: 'live',
        path: '/live/things/a%2Fb%20c',
        resourcePath: '/things/{id}',
        authorizer: { principalId: 'user-1', tenantId: 't1', level: '3' },
      },
    });
  });

  test.each(['constructor', '__proto__', 'toString'])(
    'Given a query and a header named %s, when a request is proxied, then they are like any other',
    async (name) => {
      // Fetch leaves a header named __proto__ out.
      const call = request(`${fixture.url}/things/1?${name}=1&${name}=2`, {
        headers: ['Host', 'local', 'Authorization', 'allow', name, 'mine'],
      }).end();
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(201);
      const { multiValueQueryStringParameters: query, headers } = JSON.parse(await text(response));
      expect(Object.entries(query)).toEqual([[name, ['1', '2']]]);
      expect(Object.entries(headers)).toContainEqual([name, 'mine']);
    },
  );

  test('Given a mock with a body, when it is called, then the template’s answer for its status is given', async () => {
    const response = await fetch(`${fixture.url}/calls`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toEqual({
      code: 'method.not.allowed',
      contextId: response.headers.get('x-amzn-requestid'),
    });
  });

  test('Given an exact and a variable path, when both match, then the exact one is taken', async () => {
    const event = (await (await get('/things/special')).json()) as { resource: string };
    expect(event.resource).toBe('/things/special');
  });

  test('Given a binary body, when it is proxied, then the function gets it in base64', async () => {
    const response = await fetch(`${fixture.url}/files/a/b.png`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: Buffer.from([0, 255]),
    });
    expect(await response.json()).toMatchObject({
      body: 'AP8=',
      isBase64Encoded: true,
      pathParameters: { path: 'a/b.png' },
    });
  });

  test('Given an authorizer with a TTL, when a token comes again, then it is not asked again', async () => {
    await get('/things/1', 'again');
    await get('/things/2', 'again');
    await get('/things/1', 'other');
    const calls = (token: string) => fixture.lines('authorizer').filter((line) => line.endsWith(` ${token}`));
    expect(calls('again')).toHaveLength(1);
    expect(calls('other')).toHaveLength(1);
  });

  test.each([
    ['no token', '', 401, { message: 'Unauthorized' }],
    ['an unknown token', 'unknown', 401, { message: 'Unauthorized' }],
    ['a broken authorizer', 'broken', 500, { message: null }],
  ])('Given %s, when a method is called, then the gateway refuses', async (_, token, status, body) => {
    const response = token ? await get('/things/1', token) : await fetch(`${fixture.url}/things/1`);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
  });

  test.each([
    ['denies', 'deny', 'User is not authorized to access this resource with an explicit deny'],
    ['names another method', 'elsewhere', 'User is not authorized to access this resource'],
  ])(
    'Given a policy that %s, when a method is called, then the template’s own answer is given',
    async (_, token, said) => {
      const response = await get('/things/1', token);
      expect(response.status).toBe(403);
      expect(response.headers.get('x-denied')).toBe('yes');
      expect(await response.json()).toEqual({
        code: 'missing.permissions',
        said,
        contextId: response.headers.get('x-amzn-requestid'),
      });
    },
  );

  test.each(['throws', 'exits', 'malformed', 'hangs'])(
    'Given a function that %s, when it is called, then the caller gets 502 and the next call is served',
    async (id) => {
      const response = await get(`/things/${id}`);
      expect(response.status).toBe(502);
      expect(await response.json()).toEqual({ message: 'Internal server error' });
      expect((await get('/things/well')).status).toBe(201);
    },
  );

  test('Given a function that hangs, when its timeout passes, then Lambda’s own error is logged', async () => {
    await get('/things/hangs');
    expect(
      await fixture.line('echo', (line) => line.includes('Task timed out after 2.00 seconds')),
    ).toBeTruthy();
  });

  test('Given an unknown path, when it is called, then it answers as API Gateway does', async () => {
    const response = await get('/nothing');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  test('Given a body above 10 MB, when it is sent, then it is refused', async () => {
    const response = await fetch(`${fixture.url}/files/big`, {
      method: 'POST',
      body: Buffer.alloc(10_485_761),
    });
    expect(response.status).toBe(413);
  });

  test('Given a mock method, when it is called, then the template’s headers are answered', async () => {
    const response = await fetch(`${fixture.url}/things`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://example.org');
  });

  test('Given the host’s environment, when a function runs, then it sees only its own with local endpoints', async () => {
    process.env.HOST_ONLY = 'host';
    const variables = (await (await get('/things/environment')).json()) as Record<string, string>;
    delete process.env.HOST_ONLY;
    expect(variables).not.toHaveProperty('HOST_ONLY');
    expect(variables).toMatchObject({
      TABLE: 'Data-Items',
      SOCKETS: `${fixture.url}/_ws/live`,
      WSS: fixture.wsUrl,
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA[0-9A-F]{16}$/),
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
    });
  });
});
