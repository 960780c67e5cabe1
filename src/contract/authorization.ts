import * as z from 'zod';
import { Id } from './ids.ts';
import { listingOf, Page } from './listing.ts';

/** A division (SDK AuthzDivision). It is known by its id alone, which is its name too. */
export const Division = z
  .object({ id: Id, name: z.string(), description: z.string(), homeDivision: z.boolean() })
  .meta({ id: 'AuthzDivision' });
export type Division = z.infer<typeof Division>;

/** A page of divisions (SDK AuthzDivisionEntityListing). */
export const Divisions = listingOf(Division).meta({ id: 'AuthzDivisionEntityListing' });

/** Which page of divisions, of those whose name contains this. */
export const DivisionsQuery = Page.extend({ name: z.string().max(100).optional() });
export type DivisionsQuery = z.infer<typeof DivisionsQuery>;

/** What the caller's token grants, division by division; `*` stands for all (SDK AuthzSubject). */
export const Subject = z
  .object({
    id: Id,
    name: z.string(),
    grants: z.array(
      z.object({
        subjectId: Id,
        division: z.object({ id: z.string(), name: z.string(), description: z.string() }),
        role: z.object({
          id: z.string(),
          name: z.string(),
          policies: z.array(
            z.object({ domain: z.string(), entityName: z.string(), actions: z.array(z.string()) }),
          ),
        }),
      }),
    ),
  })
  .meta({ id: 'AuthzSubject' });
export type Subject = z.infer<typeof Subject>;

/** The caller's tenant (SDK Organization). Nothing of it changes, so that its version is always 1. */
export const Organization = z
  .object({ id: Id, name: z.string(), version: z.literal(1) })
  .meta({ id: 'Organization' });
