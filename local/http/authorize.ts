import type { Functions } from '../lambda/functions.ts';
import { evaluatePolicy, type Statement } from './evaluate-policy.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import type { Authorizer } from './rest-api.ts';

/** What an authorizer decided; `fault` names the gateway response to give. */
export type Authorization =
  | {
      readonly allowed: true;
      readonly context: Readonly<Record<string, string>>;
      /** The key of a usage plan that the request counts for. */
      readonly usageIdentifierKey?: string;
    }
  | {
      readonly allowed: false;
      readonly fault: 'UNAUTHORIZED' | 'ACCESS_DENIED' | 'AUTHORIZER_CONFIGURATION_ERROR';
      readonly message: string | null;
    };

export type Authorize = (
  authorizer: Authorizer,
  request: HttpRequest,
  arn: string,
  event: Readonly<Record<string, unknown>>,
) => Promise<Authorization>;

interface Answer {
  readonly principalId: string;
  readonly statements: readonly Statement[];
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

/** Bytes of an authorizer's answer (API Gateway quota). */
const answerLimitBytes = 8 * 1024;

/**
 * Runs Lambda authorizers and keeps their answers for as long as the template says, by identity source.
 *
 * @param now milliseconds since the epoch
 */
export const createAuthorize = (functions: Functions, now: () => number = Date.now): Authorize => {
  const cache = new Map<string, { answer: Answer; until: number }>();

  return async (authorizer, request, arn, event) => {
    const identity = authorizer.identitySources.map((source) => identityValue(source, request));
    const unauthorized = { allowed: false, fault: 'UNAUTHORIZED', message: 'Unauthorized' } as const;
    if (identity.some((value) => !value)) return unauthorized;
    if (authorizer.validation && !authorizer.validation.test(identity[0] ?? '')) return unauthorized;

    const key = JSON.stringify([authorizer.id, ...identity]);
    const kept = authorizer.ttlSeconds > 0 && identity.length > 0 ? cache.get(key) : undefined;
    let answer = kept && kept.until > now() ? kept.answer : undefined;
    if (!answer) {
      const startedAt = now();
      const token = { type: 'TOKEN', authorizationToken: identity[0], methodArn: arn };
      const result = await functions.invoke(
        authorizer.functionUri,
        authorizer.type === 'TOKEN' ? token : { type: 'REQUEST', methodArn: arn, ...event },
      );
      if (!result.ok && result.error.errorMessage === 'Unauthorized') return unauthorized;
      const fits = result.ok && Buffer.byteLength(JSON.stringify(result.payload ?? null)) <= answerLimitBytes;
      answer = fits ? parseAnswer(result.payload) : undefined;
      if (!answer) return { allowed: false, fault: 'AUTHORIZER_CONFIGURATION_ERROR', message: null };
      if (authorizer.ttlSeconds > 0 && identity.length > 0) {
        if (cache.size > 10_000) cache.clear();
        cache.set(key, { answer, until: startedAt + authorizer.ttlSeconds * 1000 });
      }
    }
    const verdict = evaluatePolicy(answer.statements, arn);
    if (verdict === 'allow') {
      const { principalId, context, usageIdentifierKey } = answer;
      return {
        allowed: true,
        context: { principalId, ...context },
        ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
      };
    }
    const message = 'User is not authorized to access this resource';
    const explicit = verdict === 'explicit-deny' ? ' with an explicit deny' : '';
    return { allowed: false, fault: 'ACCESS_DENIED', message: `${message}${explicit}` };
  };
};

const identityValue = (source: string, request: HttpRequest): string | undefined => {
  const [, place, name = ''] = /request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return headerOf(request, name);
  if (place === 'querystring') return request.query?.[name];
  if (source.endsWith('context.identity.sourceIp')) return request.sourceIp;
  return undefined;
};

/** An authorizer's answer, or undefined where API Gateway would report a configuration error. */
const parseAnswer = (payload: unknown): Answer | undefined => {
  const { principalId, policyDocument, context, usageIdentifierKey } = (payload ?? {}) as {
    principalId?: unknown;
    usageIdentifierKey?: unknown;
    policyDocument?: { Statement?: Statement | Statement[] };
    context?: Record<string, unknown> | null;
  };
  const found = policyDocument?.Statement;
  if (typeof principalId !== 'string' || !found) return undefined;
  const entries = Object.entries(context ?? {}).filter(([, value]) => value !== null && value !== undefined);
  // API Gateway refuses nested values, and hands every plain one on as text.
  if (entries.some(([, value]) => typeof value === 'object')) return undefined;
  return {
    principalId,
    statements: Array.isArray(found) ? found : [found],
    context: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])),
    ...(typeof usageIdentifierKey === 'string' ? { usageIdentifierKey } : {}),
  };
};
