import { as, audited } from '../access.ts';
import { ConversationParams } from '../ids.ts';
import { Audits, ConversationExport, ExportQuery, Retention } from '../retention.ts';
import { defineRoute } from '../route.ts';

/** Sets how long conversations are kept. */
export const putRetention = defineRoute({
  name: 'put-retention',
  method: 'PUT',
  path: '/settings/retention',
  summary: 'Sets how long conversations are kept',
  tag: 'Records',
  access: [audited(as('tenant', 'conversation:record:manage'), 'retention.changed')],
  body: Retention,
  response: Retention,
  statuses: [200],
  errors: ['bad.request'],
});

/** Reads how long conversations are kept. */
export const getRetention = defineRoute({
  name: 'get-retention',
  method: 'GET',
  path: '/settings/retention',
  summary: 'Reads how long conversations are kept',
  tag: 'Records',
  access: [as('tenant', 'conversation:record:manage')],
  response: Retention,
  statuses: [200],
  errors: ['not.found'],
});

/** Exports all that is kept of a conversation. */
export const exportConversation = defineRoute({
  name: 'export-conversation',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/export',
  summary: 'Exports all that is kept of a conversation',
  tag: 'Records',
  access: [audited(as('division', 'conversation:record:manage'), 'record.exported')],
  params: ConversationParams,
  query: ExportQuery,
  response: ConversationExport,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Deletes all that is kept of an ended conversation. */
export const deleteConversation = defineRoute({
  name: 'delete-conversation',
  method: 'DELETE',
  path: '/conversations/messages/{conversationId}/record',
  summary: 'Deletes all that is kept of an ended conversation',
  tag: 'Records',
  access: [audited(as('division', 'conversation:record:manage'), 'record.deleted')],
  params: ConversationParams,
  statuses: [204],
  errors: ['not.found', 'conflict'],
});

/** Reads who exported, deleted, released or revoked what. */
export const getAudits = defineRoute({
  name: 'get-audits',
  method: 'GET',
  path: '/audits',
  summary: 'Reads who exported, deleted, released or revoked what',
  tag: 'Records',
  access: [as('tenant', 'conversation:record:manage')],
  response: Audits,
  statuses: [200],
  errors: [],
});
