import type { ConversationKey, Head, HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import type { MediaStore } from '../transcript/media.ts';
import { forgetInteraction, type InteractionStore } from './interaction.ts';

/** Everything that is kept of a conversation, as one thing to let go of. */
export interface Archive {
  /** Lets every item expire at a time (ms since the epoch) that does not yet. */
  expire(key: ConversationKey, at: number): Promise<void>;
  /**
   * Deletes every item but the head, which remembers that it was erased, and the views' row, and seals the places of its
   * messages for a while: a message that is still on its way finds its place taken.
   */
  erase(key: ConversationKey & Pick<Head, 'seq'>, now: number): Promise<void>;
}

/** A tenant's settings. */
export interface SettingsStore {
  retentionDays(tenantId: string): Promise<number | undefined>;
  setRetentionDays(tenantId: string, days: number): Promise<void>;
}

const dayMs = 86_400_000;

/**
 * What a change's consumer does last, once all its writes are done: what was written of a conversation that has been
 * erased meanwhile goes again, and what was written of an ended one expires as its tenant has set. Records come late,
 * again, and out of a dead-letter queue: only the head says what holds now. Safe to repeat. Setting an expiry is a
 * change of the head that is not counted, and brings nothing more about.
 */
export const retain = async (
  deps: {
    readonly settings: Pick<SettingsStore, 'retentionDays'>;
    readonly archive: Archive;
    readonly interactions: Pick<InteractionStore, 'get' | 'replace'>;
    readonly media: Pick<MediaStore, 'erase'>;
    readonly heads: Pick<HeadStore, 'get'>;
    readonly clock: Clock;
  },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (old !== undefined && old.rev === next.rev) return;
  const head = await deps.heads.get(next);
  if (head === undefined) {
    await forgetInteraction(deps.interactions, next);
    await deps.archive.erase(next, deps.clock.now());
    return deps.media.erase(next);
  }
  if (head.state !== 'ended') return;
  const days = await deps.settings.retentionDays(head.tenantId);
  if (days !== undefined) await deps.archive.expire(head, (head.endTime ?? head.changed) + days * dayMs);
};
