import * as z from 'zod';
import { Id } from './ids.ts';
import { User } from './user.ts';
import { SystemPresence } from './words.ts';

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
export const MeQuery = z.object({ expand: z.string().optional() });
