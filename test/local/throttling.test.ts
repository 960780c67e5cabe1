import { describe, expect, test } from 'vitest';
import type { RestApi, RestMethod, RestResource } from '../../local/http/rest-api.ts';
import { createThrottling } from '../../local/http/throttling.ts';

const method = (apiKeyRequired: boolean): RestMethod => ({
  httpMethod: 'GET',
  apiKeyRequired,
  integration: { kind: 'unsupported', what: 'integration' },
});
const resource = (path: string): RestResource => ({
  id: path,
  path,
  methods: new Map(),
  children: new Map(),
});
const api = (more: Partial<RestApi>): RestApi => ({
  id: 'api',
  stage: 'v1',
  stageVariables: null,
  root: resource('/'),
  binaryMediaTypes: [],
  gatewayResponses: new Map(),
  throttles: new Map(),
  keys: new Map(),
  ...more,
});
const to = (path: string, apiKeyRequired = false) => ({
  resource: resource(path),
  method: method(apiKeyRequired),
  pathParameters: {},
  path,
});

describe('throttles of a stage and its usage plans', () => {
  test('Given a method with a throttle, when more come than at once are let through, then the next waits for the rate', () => {
    let now = 0;
    const throttled = createThrottling(
      api({ throttles: new Map([['GET /a', { rateLimit: 2, burstLimit: 3 }]]) }),
      () => now,
    );
    expect([1, 2, 3, 4].map(() => throttled(to('/a'), undefined))).toEqual([
      undefined,
      undefined,
      undefined,
      'THROTTLED',
    ]);
    now = 500;
    expect(throttled(to('/a'), undefined)).toBeUndefined();
    expect(throttled(to('/a'), undefined)).toBe('THROTTLED');
    expect(throttled(to('/b'), undefined)).toBeUndefined();
  });

  test('Given two keys of one plan, when one is used up, then the other is not, and a key that is unknown is refused', () => {
    const throttle = { rateLimit: 1, burstLimit: 1 };
    const keys = new Map([
      ['a', throttle],
      ['b', throttle],
    ]);
    const throttled = createThrottling(api({ keys }), () => 0);
    expect(throttled(to('/a', true), 'a')).toBeUndefined();
    expect(throttled(to('/b', true), 'a')).toBe('THROTTLED');
    expect(throttled(to('/b', true), 'b')).toBeUndefined();
    expect(throttled(to('/b', true), 'c')).toBe('INVALID_API_KEY');
    expect(throttled(to('/b', true), undefined)).toBe('INVALID_API_KEY');
    expect(throttled(to('/b'), undefined)).toBeUndefined();
  });
});
