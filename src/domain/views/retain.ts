import type { Retention } from '../../contract/retention.ts';
import type { ConversationKey, Head } from '../head/head.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';

/** Everything that is kept of a conversation, as one thing to let go of. */
export interface Archive {
  /** Lets every item expire at a time (ms since the epoch). */
  expire(key: ConversationKey, at: number): Promise<void>;
  /** Deletes every item, the head last: an erasure that was cut short can be asked for again. */
  erase(key: ConversationKey): Promise<void>;
}

/** A tenant's settings. */
export interface SettingsStore {
  retentionDays(tenantId: string): Promise<number | undefined>;
  setRetentionDays(tenantId: string, days: number): Promise<void>;
}

const dayMs = 86_400_000;

/** Sets how long the tenant keeps conversations from their end on; those that ended before keep their time. */
export const setRetention = async (
  deps: { readonly settings: Pick<SettingsStore, 'setRetentionDays'> },
  me: Principal,
  retention: Retention,
): Promise<Retention> => {
  await deps.settings.setRetentionDays(me.tenantId, retention.days);
  return retention;
};

/** How long the tenant keeps conversations. Errors: not.found where it never said so and keeps them all. */
export const readRetention = async (
  deps: { readonly settings: Pick<SettingsStore, 'retentionDays'> },
  me: Principal,
): Promise<Retention> => {
  const days = await deps.settings.retentionDays(me.tenantId);
  if (days === undefined) throw new Failure('not.found');
  return { days };
};

/**
 * Once a conversation has ended, and again when an agent wraps up: lets all of it expire as its tenant has set. Safe to
 * repeat. Setting an expiry is a change of the head that is not counted, and brings nothing more about.
 */
export const retain = async (
  deps: {
    readonly settings: Pick<SettingsStore, 'retentionDays'>;
    readonly archive: Pick<Archive, 'expire'>;
  },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (next.state !== 'ended' || (old?.state === 'ended' && old.rev === next.rev)) return;
  const days = await deps.settings.retentionDays(next.tenantId);
  if (days !== undefined) await deps.archive.expire(next, (next.endTime ?? next.changed) + days * dayMs);
};
