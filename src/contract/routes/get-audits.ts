import { Audits } from '../retention.ts';
import { defineRoute } from '../route.ts';

/** Reads who exported, deleted, released or revoked what. */
export const getAudits = defineRoute({
  name: 'get-audits',
  method: 'GET',
  path: '/audits',
  summary: 'Reads who exported, deleted, released or revoked what',
  tag: 'Records',
  permissions: ['conversation:record:manage'],
  response: Audits,
  statuses: [200],
  errors: [],
});
