import * as z from 'zod';

/** Ending another's session needs a reason; one's own needs none. */
export const ReleaseQuery = z.object({ reason: z.string().min(1).max(200).optional() });
