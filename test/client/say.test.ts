import { describe, expect, test } from 'vitest';
import { createCall } from '../../client/rest/call.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { sayOn } from '../../client/say.ts';
import type { MessageData } from '../../src/contract/message.ts';
import { aMetadataFrame } from './frames.ts';

const part = { conversationId: 'c1', communicationId: 'a1' };
const message: MessageData = {
  id: 'c1.2',
  conversationId: 'c1',
  timestamp: '2026-01-01T00:00:00.000Z',
  direction: 'outbound',
  textBody: 'hello',
  normalizedMessage: { id: 'c1.2', type: 'Text', text: 'hello' },
  status: 'sent',
  seq: 2,
};
const refusal = (code: string, status: number) => ({
  message: 'error',
  error: { message: 'no', code, status, messageParams: {}, contextId: 'x', details: [] },
});

/** Says something where the socket answers so, or not at all; answers by which ways it went. */
const say = async (answer: Record<string, unknown> | undefined, textBody = 'hello') => {
  const went: string[] = [];
  const call = createCall({
    url: 'http://api',
    token: () => 'token',
    fetch: async (_url, init) => {
      const { clientMessageId } = JSON.parse(String(init?.body)) as { clientMessageId: string };
      went.push(`route ${clientMessageId}`);
      return new Response(JSON.stringify(message), { status: 201 });
    },
  });
  const channel = {
    ask: async () => {
      went.push('frame');
      if (answer === undefined) throw new TypeError('no answer');
      return aMetadataFrame(answer);
    },
  };
  const sent = sayOn({ channel, call }, part, { textBody, clientMessageId: 'm-1' });
  return { went, outcome: await sent.catch((error: unknown) => error) };
};

describe('what an agent says', () => {
  test('Given a socket that answers, when it is sent, then it goes by frame alone', async () => {
    expect(await say({ message: 'sent', body: message })).toEqual({ went: ['frame'], outcome: message });
  });

  test.each([
    ['a socket that does not answer', undefined],
    ['a socket whose rate is used up', refusal('too.many.requests', 429)],
    ['a socket whose token has ended', refusal('authentication.required', 401)],
    ['an answer that is none', { message: 'pong' }],
  ])('Given %s, when it is sent, then it goes by the route under the same id', async (_what, answer) => {
    expect(await say(answer)).toEqual({ went: ['frame', 'route m-1'], outcome: message });
  });

  test('Given a text that fits into no frame, when it is sent, then it goes by the route alone', async () => {
    expect((await say({ message: 'sent', body: message }, 'ü'.repeat(20_000))).went).toEqual(['route m-1']);
  });

  test('Given a refusal, when it is sent, then it is told and goes no other way', async () => {
    const { went, outcome } = await say(refusal('conversation.not.in.progress', 409));
    expect(went).toEqual(['frame']);
    expect(outcome).toBeInstanceOf(ProblemError);
    expect(outcome).toMatchObject({ code: 'conversation.not.in.progress' });
  });
});
