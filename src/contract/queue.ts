import * as z from 'zod';
import { DivisionRef, Id } from './ids.ts';
import { limits } from './limits.ts';
import { listingOf, Page } from './listing.ts';
import { RoutingStatus, RoutingStatusName, UserPresence } from './user.ts';
import { SystemPresence } from './words.ts';

/** What an administrator sets of a queue. */
export const QueueInput = z
  .strictObject({ name: z.string().min(1).max(100), division: DivisionRef })
  .meta({ id: 'QueueInput' });
export type QueueInput = z.infer<typeof QueueInput>;

/** A queue under an id that is made for it; without a division it is in the first that its maker is granted (SDK CreateQueueRequest). */
export const NewQueue = z
  .looseObject({ name: z.string().min(1).max(100), division: z.looseObject({ id: Id }).optional() })
  .meta({ id: 'CreateQueueRequest' });
export type NewQueue = z.infer<typeof NewQueue>;

/** A queue; it belongs to one division. */
export const Queue = z
  .object({ id: Id, name: z.string(), division: z.object({ id: Id }) })
  .meta({ id: 'Queue' });
export type Queue = z.infer<typeof Queue>;

/** A page of queues (SDK QueueEntityListing). */
export const Queues = listingOf(Queue).meta({ id: 'QueueEntityListing' });

/** Which page of queues, of those whose name contains this, or is like this where it has a `*`. */
export const PageQuery = Page.extend({ name: z.string().max(100).optional() });
export type PageQuery = z.infer<typeof PageQuery>;

/** A query's yes or no. */
const TrueOrFalse = z.enum(['true', 'false']);
type TrueOrFalse = z.infer<typeof TrueOrFalse>;

/** Whether something is as a query wants it; anything is where it wants nothing. */
export const isAsked = (asked: TrueOrFalse | undefined, is: boolean): boolean =>
  asked === undefined || asked === String(is);

/** Who is added to a queue or taken from it, by their user ids. */
export const MemberIds = z
  .array(z.looseObject({ id: Id }))
  .min(1)
  .max(limits.membersPerRequest)
  .meta({ id: 'WritableEntities' });

/** Whether the members given are taken away. */
export const MembersChange = z.object({ delete: TrueOrFalse.default('false') });

/** Whether a member works for the queue now. */
export const MemberPatch = z.looseObject({ joined: z.boolean() }).meta({ id: 'QueueMemberPatch' });

/** A member of a queue, with their presence and routing status (SDK QueueMember). */
export const QueueMember = z
  .object({
    id: Id,
    name: z.string(),
    joined: z.boolean(),
    memberBy: z.literal('user'),
    routingStatus: RoutingStatus,
    presence: UserPresence,
  })
  .meta({ id: 'QueueMember' });
export type QueueMember = z.infer<typeof QueueMember>;

/** What watchers of a queue are told of a member; of one who was taken away the id alone, not joined. */
export const QueueMemberEvent = QueueMember.partial().required({ id: true, joined: true }).meta({
  id: 'QueueMemberEvent',
});

/** A page of a queue's members (SDK QueueMemberEntityListing). */
export const QueueMembers = listingOf(QueueMember).meta({ id: 'QueueMemberEntityListing' });

/** Which page of which members. */
export const MembersQuery = Page.extend({
  joined: TrueOrFalse.optional(),
  name: z.string().max(100).optional(),
  routingStatus: RoutingStatusName.optional(),
  presence: SystemPresence.optional(),
});
export type MembersQuery = z.infer<typeof MembersQuery>;

/** A page of my queues (SDK UserQueueEntityListing). */
export const UserQueues = listingOf(Queue.extend({ joined: z.boolean() })).meta({
  id: 'UserQueueEntityListing',
});

/** Which page of my queues, joined or not. */
export const UserQueuesQuery = Page.extend({ joined: TrueOrFalse.optional() });
export type UserQueuesQuery = z.infer<typeof UserQueuesQuery>;
