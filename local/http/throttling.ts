import type { RouteMatch } from './match-route.ts';
import type { RestApi, RestMethod, Throttle } from './rest-api.ts';

/** A token bucket: it holds as many tokens as may come at once, and fills by the rate. */
interface Bucket {
  tokens: number;
  /** When it was filled last, ms since the epoch. */
  filled: number;
}

/** Why API Gateway refuses a request before its integration. */
export type Throttled = 'THROTTLED' | 'INVALID_API_KEY';

/**
 * Throttles as API Gateway does, in the order that it documents: first the usage plan of the request's key, then the
 * stage's limit for the method. A limit for all methods counts for each by itself. AWS applies them by best effort, over
 * many hosts; this is exact.
 *
 * @param now milliseconds since the epoch
 */
export const createThrottling = (api: RestApi, now: () => number = Date.now) => {
  const buckets = new Map<string, Bucket>();
  const takes = (name: string, { rateLimit, burstLimit }: Throttle): boolean => {
    const at = now();
    const bucket = buckets.get(name) ?? { tokens: burstLimit, filled: at };
    bucket.tokens = Math.min(burstLimit, bucket.tokens + ((at - bucket.filled) / 1000) * rateLimit);
    bucket.filled = at;
    buckets.set(name, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
  const ofKey = (method: RestMethod, key: string | undefined): Throttled | undefined => {
    if (!method.apiKeyRequired) return undefined;
    const plan = key === undefined ? undefined : api.keys.get(key);
    if (plan === undefined) return 'INVALID_API_KEY';
    return takes(`key ${key}`, plan) ? undefined : 'THROTTLED';
  };
  return ({ method, resource }: RouteMatch, key: string | undefined): Throttled | undefined => {
    const refused = ofKey(method, key);
    if (refused !== undefined) return refused;
    const name = `${method.httpMethod} ${resource.path}`;
    const throttle = api.throttles.get(name) ?? api.throttles.get('* /*');
    return throttle === undefined || takes(name, throttle) ? undefined : 'THROTTLED';
  };
};
