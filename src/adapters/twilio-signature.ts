import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Signed } from './signed-request.ts';

/**
 * Whether Twilio signed this request with this auth token: HMAC-SHA1 over the URL as Twilio called it and the sorted
 * form (https://www.twilio.com/docs/usage/security). Twilio's own code decides, with a timing-safe comparison.
 */
export const signedByTwilio: Signed = ({ authToken }, { header, url, form }) =>
  authToken !== undefined && validateRequest(authToken, header('x-twilio-signature'), url, form);
