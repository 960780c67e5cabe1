import * as z from 'zod';

/** A page of a listing, as the SDK's entity listings are shaped. */
export const listingOf = <T extends z.ZodType>(entity: T) =>
  z.object({
    entities: z.array(entity),
    pageSize: z.int(),
    pageNumber: z.int(),
    total: z.int(),
    pageCount: z.int(),
  });

/** Which page. */
export const Page = z.object({
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  pageNumber: z.coerce.number().int().min(1).max(400).default(1),
});
