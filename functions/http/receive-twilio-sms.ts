import { deps } from '../../src/app/compose/deps.ts';
import { secrets } from '../../src/app/compose/secrets.ts';
import { signedByTwilio } from '../../src/app/webhook/signed-by-twilio.ts';
import { webhook } from '../../src/app/webhook/webhook.ts';
import { receiveTwilioSms } from '../../src/contract/routes/channels.ts';
import { receiveSms } from '../../src/domain/messages/receive-twilio.ts';

const twilio = { channel: 'twilio', secrets, signed: signedByTwilio };

export const handler = webhook(receiveTwilioSms, twilio, async ({ from, body }) => {
  await receiveSms(deps, from, body);
  return '<?xml version="1.0" encoding="UTF-8"?><Response/>';
});
