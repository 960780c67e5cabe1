import * as z from 'zod';
import { ProviderParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Answers the challenge by which Meta makes sure that this webhook is its app's. */
export const verifyMeta = defineRoute({
  name: 'verify-meta',
  method: 'GET',
  path: '/channels/meta/{tenantId}/{integrationId}',
  summary: "Answers the challenge by which Meta makes sure that this webhook is its app's",
  tag: 'Channels',
  permissions: [],
  authorizer: 'none',
  produces: 'text/plain',
  params: ProviderParams,
  response: z.string(),
  statuses: [200],
  errors: ['signature.invalid'],
});
