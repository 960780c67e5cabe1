import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import type { Route } from '../../src/contract/route.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { httpEvent, type Said } from './http-event.ts';

/** The secret that tests give an integration, with what each provider signs or asks by. */
export const providerSecret = {
  authToken: '0123456789abcdef0123456789abcdef',
  appSecret: 'an app secret',
  verifyToken: 'verify-me',
};

const twilioSignature = (route: Route, said: Omit<Said, 'me'>, me: Principal): string => {
  const { requestContext } = httpEvent(route, { me, ...said });
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(said.raw)) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  const url = `https://${requestContext.domainName}${requestContext.path}`;
  return String(
    twilio.getExpectedTwilioSignature?.(providerSecret.authToken, url, Object.fromEntries(fields)),
  );
};

/** What makes a provider's request count: its signature, or the token of a handshake. Nothing for any other route. */
const proven = (route: Route, said: Omit<Said, 'me'>, me: Principal): Omit<Said, 'me'> => {
  if (route.authorizer !== 'provider') return said;
  const bytes = said.raw ?? (said.body === undefined ? '' : JSON.stringify(said.body));
  if (route.method === 'GET') {
    const query = { ...said.query, 'hub.mode': 'subscribe', 'hub.verify_token': providerSecret.verifyToken };
    return { ...said, query };
  }
  const headers =
    route.consumes === undefined
      ? {
          'x-hub-signature-256': `sha256=${createHmac('sha256', providerSecret.appSecret).update(bytes).digest('hex')}`,
        }
      : { 'x-twilio-signature': twilioSignature(route, { ...said, raw: bytes }, me) };
  return { ...said, headers: { ...said.headers, ...headers } };
};

/** A request as the one who calls such a route makes it: a user, a guest of an integration, a provider, or anybody. */
export const calledBy = (
  route: Route,
  me: Principal,
  integrationId: string,
  said: Omit<Said, 'me'>,
): Said => ({
  ...proven(route, said, me),
  me: route.authorizer === 'guest' ? { ...me, guestOf: integrationId } : me,
});

/** A value as a route takes it in: JSON, or the fields of a form. */
export const asSent = (route: Route, value: unknown): string => {
  if (route.consumes === undefined) return JSON.stringify(value);
  const fields = Array.isArray(value)
    ? value.map((item): [string, string] => ['x', JSON.stringify(item)])
    : Object.entries(value ?? {});
  return new URLSearchParams(
    fields.map(([name, one]): [string, string] => [
      name,
      typeof one === 'string' ? one : JSON.stringify(one),
    ]),
  ).toString();
};
