import { describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { useLocalApp, type Who } from './support/local-app.ts';

const tenantId = 'tenant-media';
const admin: Who = { tenantId, userId: 'admin' };
const agent: Who = { tenantId, userId: 'agent-1', name: 'Agent One' };
const supervisor: Who = { tenantId, userId: 'supervisor-1' };
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Upload {
  readonly id: string;
  readonly uploadUrl: string;
  readonly uploadHeaders: Readonly<Record<string, string>>;
}
interface Attached {
  readonly contentType: string;
  readonly attachment: { readonly id: string; readonly filename: string; readonly mediaUri: string };
}

/** What the guest API answers, as far as it is looked at. */
interface Read extends Upload {
  readonly token: string;
  readonly url: string;
  readonly conversationId: string;
  readonly content: readonly [Attached];
  readonly entities: readonly [{ readonly content: readonly [Attached] }];
}

describe('files, over the wire', () => {
  const app = useLocalApp();
  const json = async <T>(
    who: Who,
    method: string,
    path: string,
    body?: unknown,
    status = 200,
  ): Promise<T> => {
    const answer = await app.send(who, method, path, body);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([status, answer.text.slice(0, 300)]);
    return JSON.parse(answer.text || 'null') as T;
  };
  const guestCall = async (token: string | undefined, path: string, body?: unknown) => {
    const answer = await fetch(`${app.url}/api/v2${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Read };
  };
  const put = async ({ uploadUrl, uploadHeaders }: Upload, body: Buffer = png) =>
    (await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: new Uint8Array(body) })).status;
  const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const file = { fileName: 'receipt.png', contentLengthBytes: png.length };

  /** A guest who sent a picture, an agent who takes the conversation, and a supervisor who monitors it. */
  const scene = async () => {
    await json(admin, 'PUT', '/routing/queues/q', { name: 'Queue', division: { id: 'main' } });
    await json(admin, 'PUT', '/integrations/site', { messageType: 'webmessaging', queue: { id: 'q' } });
    const session = await guestCall(undefined, `/webmessaging/deployments/${tenantId}/site/sessions`, {});
    const { token } = session.body;
    const upload = (await guestCall(token, '/webmessaging/media', file)).body;
    expect(await put(upload)).toBe(200);
    const sent = await guestCall(token, '/webmessaging/messages', { mediaIds: [upload.id] });
    expect(sent.status).toBe(201);
    const { conversationId } = sent.body;
    const at = `/conversations/messages/${conversationId}`;
    const user = { id: agent.userId, name: agent.name };
    const { id } = await json<{ id: string }>(
      agent,
      'POST',
      `${at}/participants`,
      { purpose: 'agent', user },
      201,
    );
    return {
      token,
      upload,
      sent: sent.body,
      conversationId,
      at,
      communication: `${at}/communications/${id}`,
      id,
    };
  };

  test('Given a guest who sends a picture, when agent, monitor and guest follow its address, then each gets its bytes, and nobody else an address', async () => {
    const { token, sent, at, id } = await scene();
    const [{ attachment }] = sent.content;
    expect(attachment.filename).toBe('receipt.png');
    const own = await guestCall(token, attachment.mediaUri.replace('/api/v2', ''));
    expect(await bytesAt(own.body.url)).toEqual(png);

    const message = await json<{ normalizedMessage: { content: [Attached] } }>(
      agent,
      'GET',
      `${at}/messages/${sent.conversationId}.1`,
    );
    const uri = message.normalizedMessage.content[0].attachment.mediaUri.replace('/api/v2', '');
    expect(await bytesAt((await json<{ url: string }>(agent, 'GET', uri)).url)).toEqual(png);

    const presence = { presenceDefinition: { systemPresence: 'Available' } };
    await json(supervisor, 'PATCH', `/users/${supervisor.userId}/presences/purecloud`, presence);
    expect((await app.send(supervisor, 'GET', uri)).status).toBe(412);
    await json(supervisor, 'POST', `${at}/participants/${id}/monitor`, undefined, 201);
    const seen = await json<{ url: string; name: string; mediaType: string }>(supervisor, 'GET', uri);
    expect([seen.name, seen.mediaType]).toEqual(['receipt.png', 'image/png']);
    expect(await bytesAt(seen.url)).toEqual(png);

    const other = { ...agent, userId: 'agent-2', permissions: ['conversation:message:view'] };
    const foreign = { ...admin, tenantId: 'tenant-media-2' };
    for (const who of [other, foreign]) expect((await app.send(who, 'GET', uri)).status).toBe(404);
    const stranger = await guestCall(undefined, `/webmessaging/deployments/${tenantId}/site/sessions`, {});
    const theirs = await guestCall(stranger.body.token, attachment.mediaUri.replace('/api/v2', ''));
    expect(theirs.status).toBe(404);
  });

  test('Given an agent who sends a file, when the guest reads, then it is there; and a file of another cannot be sent', async () => {
    const { token, communication, upload } = await scene();
    const mine = await json<Upload>(agent, 'POST', `${communication}/messages/media/uploads`, file, 201);
    const send = (mediaIds: readonly string[]) =>
      app.send(agent, 'POST', `${communication}/messages`, { textBody: '', mediaIds });
    expect((await send([mine.id])).status).toBe(400);
    expect(await put(mine)).toBe(200);
    expect((await send([upload.id])).status).toBe(400);
    expect((await send([mine.id])).status).toBe(201);
    const read = await guestCall(token, '/webmessaging/messages?afterSeq=1');
    const [{ content }] = read.body.entities;
    const { body } = await guestCall(token, content[0].attachment.mediaUri.replace('/api/v2', ''));
    expect(await bytesAt(body.url)).toEqual(png);
  });

  test('Given a conversation with a file, when it is erased, then the file is gone and its address leads to nothing', async () => {
    const { token, at, sent } = await scene();
    const [{ attachment }] = sent.content;
    const { body } = await guestCall(token, attachment.mediaUri.replace('/api/v2', ''));
    await json(admin, 'PATCH', at, { state: 'disconnected' });
    expect((await app.send(admin, 'DELETE', `${at}/record`)).status).toBe(204);
    await eventually(
      async () => (await fetch(body.url)).status,
      (status) => status === 403,
    );
  });
});
