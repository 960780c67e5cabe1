import { deps } from '../../src/app/compose/deps.ts';
import { secrets } from '../../src/app/compose/secrets.ts';
import { signedByTwilio } from '../../src/app/webhook/signed-by-twilio.ts';
import { webhook } from '../../src/app/webhook/webhook.ts';
import { receiveTwilioStatus } from '../../src/contract/routes/channels.ts';
import { receiveTwilioStatus as receive } from '../../src/domain/messages/receive-twilio.ts';

const twilio = { channel: 'twilio', secrets, signed: signedByTwilio };

export const handler = webhook(receiveTwilioStatus, twilio, async ({ from, body }) => {
  await receive(deps, from, from.messageId, body);
  return '<?xml version="1.0" encoding="UTF-8"?><Response/>';
});
