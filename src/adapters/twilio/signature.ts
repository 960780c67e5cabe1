import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

/**
 * Whether Twilio signed this request with this auth token: HMAC-SHA1 over the URL as Twilio called it and the sorted
 * form (https://www.twilio.com/docs/usage/security). Twilio's own code decides, with a timing-safe comparison.
 */
export const signedByTwilio = (
  authToken: string,
  signature: string,
  url: string,
  form: Readonly<Record<string, string | string[]>>,
): boolean => validateRequest(authToken, signature, url, form);
