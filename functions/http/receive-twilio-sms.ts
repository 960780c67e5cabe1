import { answeringFirst } from '../../src/app/compose/answering-first.ts';
import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { secrets } from '../../src/app/compose/secrets.ts';
import { signedByTwilio } from '../../src/app/webhook/signed-by-twilio.ts';
import { webhook } from '../../src/app/webhook/webhook.ts';
import { receiveTwilioSms } from '../../src/contract/routes/channels.ts';
import { receiveSms } from '../../src/domain/messages/receive-twilio.ts';

const twilio = { channel: 'twilio', secrets, signed: signedByTwilio };

export const handler = webhook(receiveTwilioSms, twilio, async ({ from, body, after }) => {
  await receiveSms(answeringFirst(liveDeps, after), from, body);
  return '<?xml version="1.0" encoding="UTF-8"?><Response/>';
});
