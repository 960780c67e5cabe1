import { media } from '../../src/adapters/media-store.ts';
import type { ConversationKey } from '../../src/domain/head/head.ts';

const text = Buffer.from('a note');
const files = media('offer', 'uploaded', 'keep', 'read').open;

/** Uploads a file to the bucket of `useHandlers` and makes it a conversation's. */
export const keepFile = async (key: ConversationKey, id: string): Promise<void> => {
  const by = { tenantId: key.tenantId, userId: 'agent-1' };
  const file = { id, name: 'note.txt', mime: 'text/plain', bytes: text.length };
  const { url, headers } = await files().offer(by, file);
  await fetch(url, { method: 'PUT', headers, body: new Uint8Array(text) });
  const found = await files().uploaded(by, id);
  if (found === undefined || found === 'unlike') throw new Error('it was not uploaded');
  await files().keep(by, found, key);
};

/** Whether a conversation has a file. */
export const hasFile = async (key: ConversationKey, id: string): Promise<boolean> =>
  (await files().read(key, id, 60_000)) !== undefined;
