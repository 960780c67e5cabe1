import type { Head } from '../../src/domain/head/head.ts';
import { recordChange, witnessMonitoring } from '../../src/domain/timeline/derive-facts.ts';
import { announce } from '../../src/domain/views/announce.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { retain } from '../../src/domain/views/retain.ts';
import type { World } from './world.ts';

/** Capacity units of one action: within the request, and later in the consumers of the streams. */
export interface Units {
  readonly writes: number;
  readonly reads: number;
  readonly streamWrites: number;
  readonly streamReads: number;
}

/** One action on one conversation. */
export interface Action {
  /** Absent where the action starts the conversation. */
  readonly conversationId?: string;
  /** Answers the conversation's id; an error that is the point of the action is caught within. */
  act(): Promise<string>;
}

const head = ({ unmetered }: World, conversationId: string): Promise<Head | undefined> =>
  unmetered.heads.get({ tenantId: 'tenant-a', conversationId });

/** What functions/stream does with a change of a head. */
const consume = async ({ deps }: World, old: Head | undefined, next: Head): Promise<void> => {
  await recordChange(deps, old, next);
  await witnessMonitoring(deps, old, next);
  await recordInteraction(deps, old, next);
  await retain(deps, old, next);
  await announce(deps, [{ old, next }]);
};

/**
 * Runs an action and adds up what DynamoDB says it consumed; a failed condition says nothing and is billed as one
 * write. What the streams bring about, pushes and what follows a change of `rev`, is added up apart.
 */
export const measure = async (world: World, { conversationId, act }: Action): Promise<Units> => {
  const before = conversationId === undefined ? undefined : await head(world, conversationId);
  world.cost.reset();
  const id = await act();
  const { writes, reads } = world.cost;
  const after = await head(world, id);
  world.cost.reset();
  await world.deps.settled();
  if (after !== undefined && after.rev !== before?.rev) await consume(world, before, after);
  return { writes, reads, streamWrites: world.cost.writes, streamReads: world.cost.reads };
};
