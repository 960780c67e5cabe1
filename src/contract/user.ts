import * as z from 'zod';
import { DivisionRef, Id } from './ids.ts';
import { listingOf, Page } from './listing.ts';
import { Name } from './text.ts';
import { SystemPresence } from './words.ts';

/** Whether somebody works here. It is a mark for people to read: who may do what is in tokens and revocations. */
export const UserState = z.enum(['active', 'inactive']);

/** What an administrator sets of a user. */
export const UserInput = z
  .strictObject({ name: Name, division: DivisionRef, state: UserState.default('active') })
  .meta({ id: 'UserInput' });
export type UserInput = z.infer<typeof UserInput>;

/** What an administrator changes of a user who was read with this version (SDK UpdateUser). */
export const UserPatch = z
  .strictObject({ version: z.int().min(1), name: Name.optional(), state: UserState.optional() })
  .meta({ id: 'UpdateUser' });
export type UserPatch = z.infer<typeof UserPatch>;

/** A user of the tenant (SDK User). */
export const User = z
  .object({
    id: Id,
    name: z.string(),
    division: z.object({ id: Id }),
    state: UserState,
    /** Grows by one with each change. */
    version: z.int().min(1),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** A page of users (SDK UserEntityListing). */
export const Users = listingOf(User).meta({ id: 'UserEntityListing' });

/** Which page of users, in which state. */
export const UsersQuery = Page.extend({ state: z.enum(['active', 'inactive', 'any']).default('active') });
export type UsersQuery = z.infer<typeof UsersQuery>;

/** What users are searched by; all criteria must fit, each by any of its fields and values. */
const UserSearchCriteria = z
  .strictObject({
    type: z.enum(['EXACT', 'CONTAINS', 'STARTS_WITH']),
    fields: z
      .array(z.enum(['id', 'name', 'state']))
      .min(1)
      .max(3),
    value: z.string().min(1).max(100).optional(),
    values: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  })
  .refine(({ value, values }) => value !== undefined || values !== undefined, 'value or values is needed');

/** Whom to find (SDK UserSearchRequest). */
export const UserSearch = z
  .strictObject({
    query: z.array(UserSearchCriteria).max(10).default([]),
    pageSize: z.int().min(1).max(100).default(25),
    pageNumber: z.int().min(1).max(400).default(1),
  })
  .meta({ id: 'UserSearchRequest' });
export type UserSearch = z.infer<typeof UserSearch>;

/** Who was found (SDK UsersSearchResponse). */
export const UsersFound = z
  .object({
    results: z.array(User),
    types: z.array(z.literal('users')),
    pageSize: z.int(),
    pageNumber: z.int(),
    total: z.int(),
    pageCount: z.int(),
  })
  .meta({ id: 'UsersSearchResponse' });

/** The presence to take on: by system presence, or by the id of its definition (which is its name here). */
export const PresenceInput = z
  .looseObject({
    presenceDefinition: z
      .looseObject({ id: SystemPresence.optional(), systemPresence: SystemPresence.optional() })
      .refine((d) => d.id !== undefined || d.systemPresence !== undefined, 'id or systemPresence is needed'),
  })
  .meta({ id: 'PresenceInput' });
export type PresenceInput = z.infer<typeof PresenceInput>;

/** A user's presence (SDK UserPresence). */
export const UserPresence = z
  .object({
    id: Id,
    source: z.literal('PURECLOUD'),
    primary: z.literal(true),
    presenceDefinition: z.object({ id: z.string(), systemPresence: SystemPresence }),
    modifiedDate: z.iso.datetime().optional(),
  })
  .meta({ id: 'UserPresence' });
export type UserPresence = z.infer<typeof UserPresence>;

/** The signed-in user (SDK UserMe). */
export const UserMe = z.object({ ...User.shape, presence: UserPresence.optional() }).meta({ id: 'UserMe' });
export type UserMe = z.infer<typeof UserMe>;

/** What else to answer; only the presence has values here, other expansions are ignored as unknown to us. */
export const MeQuery = z.object({ expand: z.string().max(200).optional() });

/** How a user stands to their queues (SDK RoutingStatus). */
export const RoutingStatusName = z.enum([
  'OFF_QUEUE',
  'IDLE',
  'INTERACTING',
  'NOT_RESPONDING',
  'COMMUNICATING',
]);
export type RoutingStatusName = z.infer<typeof RoutingStatusName>;

/** What a user reports of themself; what only presence and conversations decide is refused. */
export const RoutingStatusInput = z
  .looseObject({ status: RoutingStatusName })
  .meta({ id: 'RoutingStatusInput' });
export type RoutingStatusInput = z.infer<typeof RoutingStatusInput>;

/** A user's routing status, and since when. */
export const RoutingStatus = z
  .object({ userId: Id, status: RoutingStatusName, startTime: z.iso.datetime().optional() })
  .meta({ id: 'RoutingStatus' });
export type RoutingStatus = z.infer<typeof RoutingStatus>;
