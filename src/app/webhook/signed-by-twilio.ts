import { signedByTwilio as verifies } from '../../adapters/twilio/signature.ts';
import { formFields } from './form.ts';
import type { Signed } from './webhook.ts';

/** Twilio's signature over the URL and the form. */
export const signedByTwilio: Signed = ({ authToken }, { headers, url, body }) =>
  authToken !== undefined && verifies(authToken, headers['x-twilio-signature'] ?? '', url, formFields(body));
