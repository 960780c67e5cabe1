import { describe, expect, test } from 'vitest';
import { pathParams } from '../../src/app/http-input.ts';

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

  test('Given an event without variables, when a route reads them, then there are none', () => {
    expect(pathParams('/routing/queues', '/api/v2/routing/queues', null)).toEqual({});
  });

  test('Given ids that a path must escape, when a route reads them, then they come as they were meant', () => {
    const read = (id: string) => pathParams('/a/{id}', '/api/v2/a/{id}', { id: encodeURIComponent(id) });
    for (const id of ['a@b.c', '+15550100000', 'v2:x', 'a~b=c', 'é', '%', 'a/b'])
      expect(read(id)).toEqual({ id });
  });

  test.each(['%', '%2', '%zz', '%ff', 'a%E0%A4%A'])(
    'Given the malformed encoding %s, when a route reads it, then it is refused by its name',
    (id) => {
      expect(() => pathParams('/a/{id}', '/api/v2/a/{id}', { id })).toThrow(
        expect.objectContaining({
          code: 'bad.request',
          details: [{ path: 'id', message: 'the percent-encoding is not valid' }],
        }),
      );
    },
  );
});
