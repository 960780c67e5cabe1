import type * as z from 'zod';
import type { Route } from '../../src/contract/route.ts';
import { createGuestSession } from '../../src/contract/routes/web-messaging.ts';
import { routes } from '../../src/contract/routes.ts';
import { sampleOf } from './sample.ts';

/** What stands for each parameter that a path names. */
export type PathIds = Readonly<Record<string, string>>;

/** Bodies whose rules a schema's shape does not show; every other is derived from its schema. */
const bodies: Readonly<Record<string, unknown>> = {
  'receive-open-message': { channel: { messageId: 'x', from: { id: 'x' } }, text: 'x' },
  'receive-open-messages': { messages: [{ channel: { messageId: 'x', from: { id: 'x' } }, text: 'x' }] },
  'patch-presence': { presenceDefinition: { systemPresence: 'Available' } },
  'replace-participant': { userId: 'x' },
  'patch-presence-by-source': { presenceDefinition: { systemPresence: 'Available' } },
  'patch-participant': { state: 'disconnected' },
  'add-queue-wrapup-codes': [{ id: 'x' }],
  'query-observations': { filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'x' }] } },
  'query-user-observations': {
    filter: { type: 'or', predicates: [{ dimension: 'userId', value: 'x' }] },
    metrics: ['oUserPresence'],
  },
  'post-details-job': { interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z' },
  'query-aggregates': { interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z', metrics: ['tHandle'] },
  'post-queue': { name: 'x', division: { id: 'x' } },
  'create-media': { fileName: 'x.png', contentLengthBytes: 1 },
  'create-guest-media': { fileName: 'x.png', contentLengthBytes: 1 },
  'send-agent-message': { textBody: 'x' },
  'send-guest-message': { text: 'x' },
  'receive-twilio-sms': { MessageSid: `SM${'0'.repeat(32)}`, From: 'x', To: 'x', Body: 'x' },
};

/** The names in braces of a path. */
export const pathNames = (route: Pick<Route, 'path'>): readonly string[] =>
  [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

const sampled = (route: Route, part: 'query' | 'body'): unknown => {
  const schema: z.ZodType | undefined = route[part];
  if (schema === undefined) return undefined;
  const sample = (part === 'body' ? bodies[route.name] : undefined) ?? sampleOf(schema);
  if (sample === undefined)
    throw new Error(
      `No ${part} of ${route.name} derives from its schema: declare one in test/support/route-samples.ts.`,
    );
  return sample;
};

/** A request that a route takes: its path's parameters, and the smallest query and body that its schemas allow. */
export const requestOf = (route: Route, ids: PathIds) => {
  const params = Object.fromEntries(
    pathNames(route).map((name) => {
      const id = ids[name];
      if (id === undefined)
        throw new Error(
          `Nothing stands for {${name}} of ${route.name}: declare it where this test names its ids.`,
        );
      return [name, id];
    }),
  );
  const query = sampled(route, 'query');
  const body = sampled(route, 'body');
  return {
    params,
    path: route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
    ...(query === undefined ? {} : { query: query as Readonly<Record<string, string>> }),
    ...(body === undefined ? {} : { body }),
  };
};

/** The routes that a signed-in user calls, whose requests and answers are JSON. */
export const userRoutes: readonly Route[] = routes.filter((route) => route.authorizer === undefined);

/** Those of them that name one conversation, by its id or by a session's. */
export const conversationRoutes = userRoutes.filter((route) =>
  pathNames(route).some((name) => name === 'conversationId' || name === 'sessionId'),
);

/** The routes of a guest of a website: with their token, and what lets them in. */
export const guestRoutes: readonly Route[] = routes.filter(
  ({ authorizer, tag }) =>
    authorizer === 'guest' || (authorizer === 'none' && tag === createGuestSession.tag),
);
