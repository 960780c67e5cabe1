import { describe, expect, test } from 'vitest';
import { pathParams } from '../../src/app/http/path-params.ts';

describe('path parameters', () => {
  test('Given siblings that share a variable, when a route reads it, then it comes under the route’s own name', () => {
    const params = pathParams(
      '/conversations/messages/{conversationId}/participants/{participantId}',
      '/api/v2/conversations/messages/{integrationId}/participants/{participantId}',
      { integrationId: 'c', participantId: 'p' },
    );
    expect(params).toEqual({ conversationId: 'c', participantId: 'p' });
  });

  test('Given values as they were sent, when a route reads them, then they are decoded once', () => {
    const params = pathParams('/users/{userId}', '/api/v2/users/{userId}', { userId: 'a%40b%2Bc%253A' });
    expect(params).toEqual({ userId: 'a@b+c%3A' });
  });

  test('Given a value that is encoded wrongly, when a route reads it, then it is as it came', () => {
    expect(pathParams('/users/{userId}', '/api/v2/users/{userId}', { userId: '%zz' })).toEqual({
      userId: '%zz',
    });
  });

  test('Given an event without variables, when a route reads them, then there are none', () => {
    expect(pathParams('/routing/queues', '/api/v2/routing/queues', null)).toEqual({});
  });
});
