import { secrets } from '../../src/app/compose/secrets.ts';
import { asksWithVerifyToken } from '../../src/app/webhook/signed-by-meta.ts';
import { webhook } from '../../src/app/webhook/webhook.ts';
import { verifyMeta } from '../../src/contract/routes/channels.ts';

const meta = { channel: 'meta', secrets, signed: asksWithVerifyToken };

export const handler = webhook(verifyMeta, meta, async ({ query }) => query['hub.challenge'] ?? '');
