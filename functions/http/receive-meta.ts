import { deps } from '../../src/app/compose/deps.ts';
import { secrets } from '../../src/app/compose/secrets.ts';
import { signedByMeta } from '../../src/app/webhook/signed-by-meta.ts';
import { webhook } from '../../src/app/webhook/webhook.ts';
import { receiveMeta } from '../../src/contract/routes/channels.ts';
import { receiveMeta as receive } from '../../src/domain/messages/receive-meta.ts';

const meta = { channel: 'meta', secrets, signed: signedByMeta };

export const handler = webhook(receiveMeta, meta, async ({ from, body }) => {
  await receive(deps, from, body);
  return '';
});
