import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { LocalApp, Who } from '../e2e/support/local-app.ts';

/** An agent who takes a visitor's conversation; answers how they write in it. */
export const agentOf = (app: LocalApp, admin: Who, agent: Who) => async (page: Page) => {
  const { token } = (await page.evaluate('JSON.parse(Object.values(localStorage)[0])')) as { token: string };
  const read = await fetch(`${app.url}/api/v2/webmessaging/messages`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { conversationId } = (await read.json()) as { conversationId: string };
  const path = `/conversations/messages/${conversationId}`;
  const joined = await app.send(admin, 'POST', `${path}/participants`, {
    purpose: 'agent',
    user: { id: agent.userId, name: agent.name },
  });
  const { id } = JSON.parse(joined.text) as { id: string };
  const at = `${path}/communications/${id}`;
  const say = async (body: Record<string, unknown>): Promise<void> => {
    expect((await app.send(agent, 'POST', `${at}/messages`, body)).status).toBe(201);
  };
  const type = async (): Promise<void> => {
    const typed = await app.send(agent, 'POST', `${at}/typing`, { typing: { type: 'On' } });
    expect(typed.status).toBe(202);
  };
  const upload = async (fileName: string, bytes: Buffer): Promise<string> => {
    const file = { fileName, contentLengthBytes: bytes.length };
    const asked = await app.send(agent, 'POST', `${at}/messages/media/uploads`, file);
    const { id, uploadUrl, uploadHeaders } = JSON.parse(asked.text);
    const body = new Uint8Array(bytes);
    expect((await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body })).status).toBe(200);
    return id;
  };
  return Object.assign(say, { type, upload });
};
