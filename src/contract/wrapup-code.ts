import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { listingOf, Page } from './listing.ts';

/** A code by which agents say what their part was about; one of no division is for all (SDK WrapupCode). */
export const WrapupCode = z
  .object({
    id: Id,
    name: z.string(),
    division: z.object({ id: Id }).optional(),
    description: z.string().optional(),
  })
  .meta({ id: 'WrapupCode' });
export type WrapupCode = z.infer<typeof WrapupCode>;

/** What an administrator says of a code (SDK WrapupCodeRequest). */
export const WrapupCodeInput = z
  .looseObject({
    name: z.string().min(1).max(100),
    division: z.looseObject({ id: Id }).optional(),
    description: z.string().max(500).optional(),
  })
  .meta({ id: 'WrapupCodeRequest' });
export type WrapupCodeInput = z.infer<typeof WrapupCodeInput>;

/** A page of codes (SDK WrapupCodeEntityListing). */
export const WrapupCodes = listingOf(WrapupCode).meta({ id: 'WrapupCodeEntityListing' });

/** Which page of codes, of those whose name contains this, or is like this where it has a `*`. */
export const WrapupCodesQuery = Page.extend({ name: z.string().max(100).optional() });
export type WrapupCodesQuery = z.infer<typeof WrapupCodesQuery>;

/** Codes by their ids (SDK WrapUpCodeReference). */
export const WrapupCodeIds = z
  .array(z.looseObject({ id: Id }))
  .min(1)
  .max(limits.codesOfQueue)
  .meta({ id: 'WrapUpCodeReferences' });

/** Several codes. */
export const WrapupCodeList = z.array(WrapupCode).meta({ id: 'WrapupCodeList' });

/** How a participant wrapped up; empty while they have not (SDK AssignedWrapupCode). */
export const AssignedWrapupCode = z
  .object({
    code: Id.optional(),
    /** Ours: the code's name as the agent saw it. */
    name: z.string().optional(),
    notes: z.string().optional(),
    endTime: z.iso.datetime().optional(),
    durationSeconds: z.int().min(0).optional(),
  })
  .meta({ id: 'AssignedWrapupCode' });
export type AssignedWrapupCode = z.infer<typeof AssignedWrapupCode>;
