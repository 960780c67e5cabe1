import { as, audited } from '../access.ts';
import { MemberParams, QueueParams } from '../ids.ts';
import {
  MemberIds,
  MemberPatch,
  MembersChange,
  MembersQuery,
  QueueMembers,
  UserQueues,
  UserQueuesQuery,
} from '../queue.ts';
import { defineRoute } from '../route.ts';

/** Lists a queue's members with their presence and routing status. */
export const getQueueMembers = defineRoute({
  name: 'get-queue-members',
  method: 'GET',
  path: '/routing/queues/{queueId}/members',
  summary: "Lists a queue's members with their presence and routing status",
  sdk: 'getRoutingQueueMembers',
  tag: 'Queue members',
  access: [as('queue', 'routing:queue:view', 'routing:queueMember:manage')],
  params: QueueParams,
  query: MembersQuery,
  response: QueueMembers,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Lists a queue's members under their older name. */
export const getQueueUsers = defineRoute({
  name: 'get-queue-users',
  method: 'GET',
  path: '/routing/queues/{queueId}/users',
  summary: "Lists a queue's members under their older name",
  sdk: 'getRoutingQueueUsers',
  tag: 'Queue members',
  access: [as('queue', 'routing:queue:view', 'routing:queueMember:manage')],
  params: QueueParams,
  query: MembersQuery,
  response: QueueMembers,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});

/** Adds users to a queue, or takes them from it. */
export const changeQueueMembers = defineRoute({
  name: 'change-queue-members',
  method: 'POST',
  path: '/routing/queues/{queueId}/members',
  summary: 'Adds users to a queue, or takes them from it',
  sdk: 'postRoutingQueueMembers',
  tag: 'Queue members',
  access: [audited(as('queue', 'routing:queueMember:manage'), 'member.changed')],
  params: QueueParams,
  query: MembersChange,
  body: MemberIds,
  statuses: [204],
  errors: ['bad.request', 'not.found', 'conflict'],
});

/** Lets a member, or oneself, work for the queue or not. */
export const patchQueueMember = defineRoute({
  name: 'patch-queue-member',
  method: 'PATCH',
  path: '/routing/queues/{queueId}/members/{memberId}',
  summary: 'Lets a member, or oneself, work for the queue or not',
  sdk: 'patchRoutingQueueMember',
  tag: 'Queue members',
  access: [
    as('member', 'routing:queue:view', 'routing:queueMember:manage'),
    audited(as('queue', 'routing:queueMember:manage'), 'member.changed'),
  ],
  params: MemberParams,
  body: MemberPatch,
  statuses: [204],
  errors: ['bad.request', 'not.found', 'conflict'],
});

/** Takes a user from a queue. */
export const deleteQueueMember = defineRoute({
  name: 'delete-queue-member',
  method: 'DELETE',
  path: '/routing/queues/{queueId}/members/{memberId}',
  summary: 'Takes a user from a queue',
  sdk: 'deleteRoutingQueueMember',
  tag: 'Queue members',
  access: [audited(as('queue', 'routing:queueMember:manage'), 'member.changed')],
  params: MemberParams,
  statuses: [204],
  errors: ['not.found', 'conflict'],
});

/** Lists my queues. */
export const getMyQueues = defineRoute({
  name: 'get-my-queues',
  method: 'GET',
  path: '/routing/queues/me',
  summary: 'Lists my queues',
  sdk: 'getRoutingQueuesMe',
  tag: 'Queue members',
  access: [as('self')],
  query: UserQueuesQuery,
  response: UserQueues,
  statuses: [200],
  errors: ['bad.request'],
});
