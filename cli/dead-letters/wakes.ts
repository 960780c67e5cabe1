import { matchesPattern } from '../../local/streams/filter-pattern.ts';
import { handedOver, headExpired, overseen, usersChanged } from '../../src/contract/handed-over.ts';
import { recordedChanges } from '../../src/contract/words.ts';

const transition = { dynamodb: { NewImage: { change: { S: recordedChanges } } } };

/** Which records wake each consumer of a stream: any of these patterns, as its mapping filters. */
const wokenBy: Readonly<Record<string, readonly unknown[]>> = {
  record: [transition, headExpired],
  announce: [transition],
  push: handedOver,
  users: usersChanged,
  oversee: overseen,
};

/** Whether a consumer would have been given a record. Another consumer of the same stream takes others. */
export const wakes = (consumer: string, record: unknown): boolean =>
  (wokenBy[consumer] ?? []).some((pattern) => matchesPattern(pattern, record));
