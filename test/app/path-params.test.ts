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

  test('Given an event without variables, when a route reads them, then there are none', () => {
    expect(pathParams('/routing/queues', '/api/v2/routing/queues', null)).toEqual({});
  });
});
