import { describe, expect, test } from 'vitest';
import type { ClientFrame } from '../../client/channel/link.ts';
import { createCall } from '../../client/rest/call.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { sayOn, sayQuietlyOn } from '../../client/say.ts';
import { aMessage, aMetadataFrame } from './frames.ts';

const part = { conversationId: 'c1', communicationId: 'a1' };
const message = aMessage('c1.2');
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

/** Says something quietly; the socket answers so or not at all, and a ping finds so. */
const sayQuietly = async (answer: Record<string, unknown> | undefined, isStored: boolean, isOpen = true) => {
  const went: string[] = [];
  const call = createCall({
    url: 'http://api',
    token: () => 'token',
    fetch: async () => {
      went.push('route');
      return new Response(JSON.stringify(message), { status: 201 });
    },
  });
  const channel = {
    isOpen: () => isOpen,
    isStored: () => (answer === undefined ? Promise.resolve(isStored) : new Promise<boolean>(() => {})),
    ask: async (frame: ClientFrame) => {
      const quietly = 'quiet' in frame;
      went.push(quietly ? 'quiet frame' : 'frame');
      if (quietly && answer === undefined) throw new TypeError('no answer');
      return aMetadataFrame(answer ?? { message: 'sent', body: message });
    },
  };
  const sent = sayQuietlyOn({ channel, call }, part, { textBody: 'hello', clientMessageId: 'm-1' });
  return { went, outcome: await sent.catch((error: unknown) => error) };
};

describe('what an agent says quietly', () => {
  test('Given a ping that finds it stored, when it is sent, then one quiet frame was all', async () => {
    expect(await sayQuietly(undefined, true)).toEqual({ went: ['quiet frame'], outcome: undefined });
  });

  test('Given a ping that does not find it, when it is sent, then it is sent once more, to be answered', async () => {
    expect(await sayQuietly(undefined, false)).toEqual({
      went: ['quiet frame', 'frame'],
      outcome: undefined,
    });
  });

  test('Given a message that is answered nevertheless, when it is sent, then nothing else is waited for', async () => {
    const answered = await sayQuietly({ message: 'sent', body: message }, false);
    expect(answered).toEqual({ went: ['quiet frame'], outcome: undefined });
  });

  test('Given a refusal, when it is sent, then it is told and goes no other way', async () => {
    const { went, outcome } = await sayQuietly(refusal('conversation.not.in.progress', 409), false);
    expect(went).toEqual(['quiet frame']);
    expect(outcome).toMatchObject({ code: 'conversation.not.in.progress' });
  });

  test('Given no socket, when it is sent, then it goes as what is to be answered', async () => {
    expect((await sayQuietly(undefined, true, false)).went).toEqual(['frame']);
  });
});
