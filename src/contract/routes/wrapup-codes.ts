import { as, audited } from '../access.ts';
import { CodeParams, ParticipantParams, QueueCodeParams, QueueParams } from '../ids.ts';
import { defineRoute } from '../route.ts';
import {
  AssignedWrapupCode,
  WrapupCode,
  WrapupCodeIds,
  WrapupCodeInput,
  WrapupCodeList,
  WrapupCodes,
  WrapupCodesQuery,
} from '../wrapup-code.ts';

const tag = 'Wrap-up codes';
const viewing = ['routing:wrapupCode:view', 'routing:wrapupCode:edit'] as const;

/** Lists the tenant's wrap-up codes, as far as they are for my divisions. */
export const getWrapupCodes = defineRoute({
  name: 'get-wrapup-codes',
  method: 'GET',
  path: '/routing/wrapupcodes',
  summary: "Lists the tenant's wrap-up codes, as far as they are for my divisions",
  sdk: 'getRoutingWrapupcodes',
  tag,
  access: [as('granted', ...viewing)],
  query: WrapupCodesQuery,
  response: WrapupCodes,
  statuses: [200],
  errors: ['bad.request'],
});

/** Creates a wrap-up code. */
export const postWrapupCode = defineRoute({
  name: 'post-wrapup-code',
  method: 'POST',
  path: '/routing/wrapupcodes',
  summary: 'Creates a wrap-up code',
  sdk: 'postRoutingWrapupcodes',
  tag,
  access: [audited(as('granted', 'routing:wrapupCode:edit'), 'wrapupCode.changed')],
  body: WrapupCodeInput,
  response: WrapupCode,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Reads a wrap-up code. */
export const getWrapupCode = defineRoute({
  name: 'get-wrapup-code',
  method: 'GET',
  path: '/routing/wrapupcodes/{codeId}',
  summary: 'Reads a wrap-up code',
  sdk: 'getRoutingWrapupcode',
  tag,
  access: [as('code', ...viewing)],
  params: CodeParams,
  response: WrapupCode,
  statuses: [200],
  errors: ['not.found'],
});

/** Changes a wrap-up code. */
export const putWrapupCode = defineRoute({
  name: 'put-wrapup-code',
  method: 'PUT',
  path: '/routing/wrapupcodes/{codeId}',
  summary: 'Changes a wrap-up code',
  sdk: 'putRoutingWrapupcode',
  tag,
  access: [audited(as('code', 'routing:wrapupCode:edit'), 'wrapupCode.changed')],
  params: CodeParams,
  body: WrapupCodeInput,
  response: WrapupCode,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Deletes a wrap-up code; what was wrapped up by it stays so. */
export const deleteWrapupCode = defineRoute({
  name: 'delete-wrapup-code',
  method: 'DELETE',
  path: '/routing/wrapupcodes/{codeId}',
  summary: 'Deletes a wrap-up code; what was wrapped up by it stays so',
  sdk: 'deleteRoutingWrapupcode',
  tag,
  access: [audited(as('code', 'routing:wrapupCode:edit'), 'wrapupCode.deleted')],
  params: CodeParams,
  statuses: [204],
  errors: ['not.found'],
});

/** Lists the wrap-up codes of a queue. */
export const getQueueWrapupCodes = defineRoute({
  name: 'get-queue-wrapup-codes',
  method: 'GET',
  path: '/routing/queues/{queueId}/wrapupcodes',
  summary: 'Lists the wrap-up codes of a queue',
  sdk: 'getRoutingQueueWrapupcodes',
  tag,
  access: [as('queue', 'routing:queue:view', 'routing:queue:edit')],
  params: QueueParams,
  query: WrapupCodesQuery,
  response: WrapupCodes,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Gives a queue wrap-up codes. Once it has some, its agents wrap up by these alone. */
export const addQueueWrapupCodes = defineRoute({
  name: 'add-queue-wrapup-codes',
  method: 'POST',
  path: '/routing/queues/{queueId}/wrapupcodes',
  summary: 'Gives a queue wrap-up codes',
  sdk: 'postRoutingQueueWrapupcodes',
  tag,
  access: [audited(as('queue', 'routing:queue:edit'), 'queue.changed')],
  params: QueueParams,
  body: WrapupCodeIds,
  response: WrapupCodeList,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Takes a wrap-up code from a queue. */
export const deleteQueueWrapupCode = defineRoute({
  name: 'delete-queue-wrapup-code',
  method: 'DELETE',
  path: '/routing/queues/{queueId}/wrapupcodes/{codeId}',
  summary: 'Takes a wrap-up code from a queue',
  sdk: 'deleteRoutingQueueWrapupcode',
  tag,
  access: [audited(as('queue', 'routing:queue:edit'), 'queue.changed')],
  params: QueueCodeParams,
  statuses: [204],
  errors: ['not.found'],
});

const ofPart = [
  as('ownPart', 'conversation:message:view', 'conversation:message:create', 'conversation:message:accept'),
  as('division', 'analytics:conversationDetail:view'),
] as const;

/** Reads how a participant wrapped up. */
export const getWrapup = defineRoute({
  name: 'get-wrapup',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/wrapup',
  summary: 'Reads how a participant wrapped up',
  sdk: 'getConversationsMessageParticipantWrapup',
  tag,
  access: ofPart,
  params: ParticipantParams,
  response: AssignedWrapupCode,
  statuses: [200],
  errors: ['not.found'],
});

/** Lists the codes by which a participant may wrap up: those of the queues that the conversation was in. */
export const getParticipantWrapupCodes = defineRoute({
  name: 'get-participant-wrapup-codes',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/participants/{participantId}/wrapupcodes',
  summary: 'Lists the codes by which a participant may wrap up',
  sdk: 'getConversationsMessageParticipantWrapupcodes',
  tag,
  access: ofPart,
  params: ParticipantParams,
  response: WrapupCodeList,
  statuses: [200],
  errors: ['not.found'],
});
