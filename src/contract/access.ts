import type { Permission } from './permissions.ts';
import type { AuditAction } from './retention.ts';

/** What a caller can be to the thing that a route acts on or reads, and who stands in it. */
export const relations = {
  anyone: 'nobody is asked who they are',
  provider: 'the request is signed with the secret of the integration that the path names',
  guest: 'the guest of a website, to their own conversation and channels',
  self: 'the caller, to what is their own: their user, their channels, their lists',
  granted: 'the caller, to what their divisions grant; all else is left out or not found',
  tenant: 'the caller is granted every division',
  queue: 'the queue is, and stays, in a division of the caller',
  member: 'the caller, to their own membership of a queue in a division of theirs',
  integration: 'the queue that the integration feeds is, and stays, in a division of the caller',
  code: 'the wrap-up code is for every division, or is, and stays, in one of the caller',
  user: 'the user is in a division of the caller, or is the caller',
  division: 'the conversation is in a division of the caller',
  joins: 'the conversation is in a division of the caller, who connects themself',
  connects: 'the conversation is in a division of the caller, who connects another user',
  present: 'the caller takes part in the conversation, or was connected by others and is asked to accept',
  takesPart: 'the caller takes part in the conversation',
  ownPart: 'the participant is the caller’s, or has gone from a conversation that the caller took part in',
  session: 'the session’s conversation is in a division of the caller, who never took part in it',
  monitor: 'the caller monitors the conversation now',
} as const;

export type Relation = keyof typeof relations;

/** One way into a route: who one must be to the thing, and what one must be permitted. */
export interface Way {
  readonly as: Relation;
  /** Any one of these; none means that the relation alone is enough. */
  readonly permissions: readonly Permission[];
  /** Open only in this state of the conversation. */
  readonly state?: 'ended';
  /** What is written down before what this way lets in is done. */
  readonly audit?: AuditAction;
}

/** Every way into a route, in the order in which they are tried. */
export type Access = readonly [Way, ...Way[]];

/** A way in: for callers who stand in a relation and have any one of these permissions. */
export const as = (relation: Relation, ...permissions: readonly Permission[]): Way => ({
  as: relation,
  permissions,
});

/** The way of those who take part: any permission of a participant shows what a participant sees. */
export const asParty = as(
  'takesPart',
  'conversation:message:view',
  'conversation:message:create',
  'conversation:message:accept',
);

/** The way of the conversation's monitor. */
export const asMonitor = as('monitor', 'conversation:message:monitor');

/** A way in that leaves an audit. */
export const audited = (way: Way, audit: AuditAction): Way => ({ ...way, audit });

/** A way in that opens with the conversation's end. */
export const onceEnded = (way: Way): Way => ({ ...way, state: 'ended' });

/** The permissions of which one opens some way; none where a way needs none. */
export const permissionsOf = (access: readonly Way[]): readonly Permission[] =>
  access.some((way) => way.permissions.length === 0)
    ? []
    : [...new Set(access.flatMap((way) => way.permissions))];
