import * as z from 'zod';

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** A named set of filters, order and columns of the Interactions view, as its address says them. */
const SavedView = z.strictObject({ name: z.string().min(1).max(60), search: z.string().max(1_000) });

/** What a tenant sets for the console of all its supervisors (ours). */
export const ConsoleSettings = z
  .strictObject({
    /** IANA's name of the zone in which the tenant reckons, beside each viewer's own. */
    timeZone: z.string().max(64).refine(isTimeZone, 'a time zone is named as Europe/Berlin').optional(),
    /** Views that every supervisor of the tenant is offered. */
    views: z.array(SavedView).max(50).default([]),
  })
  .meta({ id: 'ConsoleSettings' });
export type ConsoleSettings = z.infer<typeof ConsoleSettings>;
