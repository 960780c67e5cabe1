import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Item, Outcome, Walk } from '../walks/walk-table.ts';

/** What a migration works with. */
export interface MigrationDeps {
  readonly dynamodb: DynamoDBDocumentClient;
  /** The deployed name of a table, by its name in the stack: `Records`. */
  readonly tableOf: (name: 'Conversations' | 'Transcript' | 'Records' | 'Directory' | 'Sockets') => string;
}

/**
 * A change of stored items that newer code expects or is better for. Its order in time:
 * 1. code is deployed that reads both shapes and writes the new one;
 * 2. the migration brings the old items to the new shape, beside live traffic;
 * 3. a later version of the code forgets the old shape.
 */
export interface Migration {
  /** A number and words; its progress is kept under it, so that it never changes. */
  readonly id: string;
  readonly about: string;
  /** Which items it meets. */
  readonly items: (deps: MigrationDeps) => Omit<Walk, 'id'>;
  /**
   * Brings one item to the new shape, on the condition that nobody changed it meanwhile. Safe to repeat: what is new
   * already is `current`.
   */
  readonly change: (deps: MigrationDeps, item: Item) => Promise<Outcome>;
}
