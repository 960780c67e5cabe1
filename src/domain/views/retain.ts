import { letGoOn } from '../head/amend.ts';
import type { Archive, Head, HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import type { MediaStore } from '../transcript/media.ts';
import { forgetInteraction, type InteractionStore } from './interaction.ts';

/** A tenant's settings. */
export interface SettingsStore {
  retentionDays(tenantId: string): Promise<number | undefined>;
  setRetentionDays(tenantId: string, days: number): Promise<void>;
}

const dayMs = 86_400_000;

interface Deps {
  readonly settings: Pick<SettingsStore, 'retentionDays'>;
  readonly archive: Archive;
  readonly interactions: Pick<InteractionStore, 'get' | 'replace'>;
  readonly media: Pick<MediaStore, 'erase'>;
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly clock: Clock;
}

/** Says how far a step came, where something is left: by that the stream comes back here and goes on. */
const goOn = async (deps: Deps, head: Head, after: number | undefined): Promise<void> => {
  if (after !== undefined) await deps.heads.apply(head, letGoOn(head, after, deps.clock.now()));
};

/** When an ended conversation is kept no longer, ms since the epoch; undefined where its tenant keeps all. */
const keptUntil = async (deps: Deps, head: Head): Promise<number | undefined> => {
  if (head.keptUntil !== undefined) return head.keptUntil * 1000;
  const days = await deps.settings.retentionDays(head.tenantId);
  return days === undefined ? undefined : (head.endTime ?? head.changed) + days * dayMs;
};

/**
 * What a change's consumer does last, once all its writes are done: what was written of a conversation that has been
 * erased meanwhile goes again, and what was written of an ended one expires as its tenant has set. Records come late,
 * again, and out of a dead-letter queue: only the head says what holds now. Safe to repeat. Setting an expiry is a
 * change of the head that is not counted, and brings nothing more about.
 */
export const retain = async (deps: Deps, old: Head | undefined, next: Head): Promise<void> => {
  if (old !== undefined && old.rev === next.rev) return;
  const head = await deps.heads.get(next);
  if (head === undefined) {
    await forgetInteraction(deps.interactions, next);
    await deps.media.erase(next);
    if (next.erased !== true) return deps.archive.letGo(next);
    return goOn(deps, next, await deps.archive.erase(next, deps.clock.now(), next.gone ?? 0));
  }
  if (head.state !== 'ended') return;
  const at = await keptUntil(deps, head);
  if (at === undefined) return;
  const after = next.change === 'kept' ? (next.gone ?? 0) : 0;
  await goOn(deps, head, await deps.archive.expire(head, at, after));
};
