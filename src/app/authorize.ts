import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';
import {
  isRevoked,
  type Principal,
  type RelocationStore,
  type RevocationStore,
  type Tokens,
} from '../domain/shared/principal.ts';
import { countWrong, type RateDeps } from '../domain/shared/rate.ts';
import type { Channel } from '../domain/sockets/channel.ts';
import { limitedFor, relocationContext, toContext } from './principal-context.ts';

type Event = APIGatewayRequestAuthorizerEvent;
type Authorize = (event: Event) => Promise<APIGatewayAuthorizerResult>;

/**
 * An answer for the whole stage: it is cached by credential, and the routes check permissions. The context must stay
 * below 8 KB (API Gateway quota).
 */
const policy = (
  Effect: 'Allow' | 'Deny',
  methodArn: string,
  principalId: string,
  context: Record<string, string> = {},
): APIGatewayAuthorizerResult => {
  const [arn = '', stage = ''] = methodArn.split('/');
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: `${arn}/${stage}/*` }],
    },
    context,
  };
};

const allow = (event: Event, who: Principal, more: Record<string, string> = {}): APIGatewayAuthorizerResult =>
  policy('Allow', event.methodArn, `${who.tenantId}/${who.userId}`, { ...toContext(who), ...more });

/**
 * Refuses a caller with a policy, which API Gateway answers as the contract's 401. An error would count as a fault of
 * ours: those are left for what cannot be known, keys or a table that are out of reach, and answer 500.
 */
const deny = (event: Event): APIGatewayAuthorizerResult => policy('Deny', event.methodArn, 'nobody');

/** Whether a tenant is served here is asked once its credential has counted: nobody else learns that it was moved. */
interface RelocationDeps {
  readonly relocations: Pick<RelocationStore, 'of'>;
}

/**
 * Lets in who showed a right credential. Where their tenant is not served here, the call goes on without a principal, for
 * its function to say so: an authorizer can only allow or deny, and a denial is a 401. It is cached as a principal is, so
 * that a fence is closed once that time is over.
 */
const admit = async (
  { relocations }: RelocationDeps,
  event: Event,
  who: Principal,
): Promise<APIGatewayAuthorizerResult> => {
  const relocation = await relocations.of(who.tenantId);
  return relocation === undefined
    ? allow(event, who)
    : policy('Allow', event.methodArn, 'nobody', relocationContext(relocation));
};

/** Bytes of an authorizer's answer, less some for what is added on the way (API Gateway's quota is 8 KB). */
const answerBytes = 8_000;

const header = (event: Event, wanted: string): string | undefined =>
  Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];

/** The token of an Authorization header: three parts between dots, as ours and every JWT has. */
const bearer = (event: Event): string | undefined =>
  /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header(event, 'authorization') ?? '')?.[1];

/** Addresses that one environment remembers as limited: what it forgets is counted anew. */
const rememberedAddresses = 1_000;

/**
 * Refuses a credential that lets nobody in; one of too many in this minute from its address with the seconds to wait.
 * An authorizer can only allow or deny, and a denial is a 401: so such a call goes on without a principal, and its
 * function answers 429. A right credential is looked at first: nobody is kept out by what others of their address show.
 */
const refusingWrong = (open: () => RateDeps) => {
  const until = new Map<string, number>();
  return async (event: Event, refused: APIGatewayAuthorizerResult): Promise<APIGatewayAuthorizerResult> => {
    const { clock } = open();
    const address = event.requestContext.identity.sourceIp;
    const end = until.get(address) ?? 0;
    const seconds =
      end > clock.now() ? Math.ceil((end - clock.now()) / 1000) : await countWrong(open(), address);
    if (seconds === undefined) return refused;
    if (until.size >= rememberedAddresses) until.clear();
    until.set(address, clock.now() + seconds * 1000);
    return policy('Allow', event.methodArn, 'nobody', { [limitedFor]: String(seconds) });
  };
};

const refuseToken = (event: Event, error: string): APIGatewayAuthorizerResult => {
  log('info', 'token.refused', { error });
  return deny(event);
};

/**
 * The REST API's authorizer: a valid bearer token that is not revoked becomes the principal that every handler reads, and
 * the request counts for its tenant's key. Both are cached with the answer, so that counting costs nothing.
 */
export const authorizeToken =
  (
    needs: Needs<
      RelocationDeps & {
        readonly tokens: Tokens;
        readonly revocations: Pick<RevocationStore, 'revokedAt'>;
        readonly keyOf: (tenantId: string) => string | undefined;
      }
    >,
  ): Authorize =>
  async (event) => {
    const deps = needs.open();
    const token = bearer(event);
    if (token === undefined) return refuseToken(event, 'none');
    const who = await deps.tokens.verify(token);
    if ('refused' in who) return refuseToken(event, who.refused);
    if (await isRevoked(deps, who)) return refuseToken(event, 'revoked');
    const answer = await admit(deps, event, who);
    // API Gateway fails on a larger one: 500, and a fault of ours, for a token that grants more divisions than fit.
    if (Buffer.byteLength(JSON.stringify(answer)) > answerBytes) return refuseToken(event, 'too.large');
    const usageIdentifierKey = deps.keyOf(who.tenantId);
    return { ...answer, ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }) };
  };

/** The authorizer of guests' routes: a guest's token becomes a principal that holds nothing but that guest. */
export const authorizeGuest = <D extends RateDeps & RelocationDeps>(
  needs: Needs<D>,
  verify: (deps: D, token: string) => Promise<Principal | undefined>,
): Authorize => {
  const refuse = refusingWrong(needs.open);
  return async (event) => {
    const token = bearer(event);
    const guest = token === undefined ? undefined : await verify(needs.open(), token);
    return guest === undefined
      ? refuse(event, refuseToken(event, 'guest'))
      : admit(needs.open(), event, guest);
  };
};

/** The WebSocket API's authorizer: takes the ticket, once, and gives the socket its channel's principal. */
export const authorizeTicket = <D extends RateDeps & RelocationDeps & { readonly origins: string }>(
  needs: Needs<D>,
  redeem: (deps: D, ticket: string) => Promise<Channel | undefined>,
): Authorize => {
  const refuse = refusingWrong(needs.open);
  return async (event) => {
    const deps = needs.open();
    const allowed = deps.origins.split(',');
    // A browser names its origin and must be allowed; a client that names none is no browser.
    const origin = header(event, 'origin');
    if (origin !== undefined && !allowed.includes('*') && !allowed.includes(origin)) {
      log('warn', 'origin.refused');
      return deny(event);
    }
    const channel = await redeem(deps, event.queryStringParameters?.ticket ?? '');
    if (channel === undefined) {
      log('info', 'ticket.refused');
      return refuse(event, deny(event));
    }
    // A socket cannot be told why: its client asks for another channel, and is told there.
    if ((await deps.relocations.of(channel.tenantId)) !== undefined) return deny(event);
    return allow(event, channel, { channelId: channel.channelId });
  };
};
