import type { Head } from '../conversation/head.ts';
import { deriveFacts } from '../timeline/derive-facts.ts';
import type { Fact } from '../timeline/fact.ts';

/** One change of a head, and what it means. */
export interface HeadChange {
  readonly old: Head | undefined;
  readonly next: Head;
  readonly facts: readonly Fact[];
  /** It concerns monitoring alone: nobody who takes part may receive anything for it. */
  readonly silent: boolean;
}

/** Reads a change from its images. */
export const headChange = (old: Head | undefined, next: Head): HeadChange => {
  const facts = deriveFacts(old, next);
  return { old, next, facts, silent: facts.every((fact) => fact.fence !== undefined) };
};

const usersOf = (head: Head | undefined): readonly string[] =>
  Object.values(head?.participants ?? {}).flatMap((participant) => participant.userId ?? []);

/** Those who take part after the change, or did before it. */
export const partiesOf = ({ old, next }: HeadChange): ReadonlySet<string> =>
  new Set([...usersOf(old), ...usersOf(next)]);

/** Those who monitor after the change, or did before it, and take no part. */
export const monitorsOf = (change: HeadChange): ReadonlySet<string> => {
  const parties = partiesOf(change);
  const { facts, next } = change;
  const users = [
    ...facts.flatMap((fact) => (fact.fence === undefined || fact.userId === undefined ? [] : [fact.userId])),
    ...(next.lease === undefined ? [] : [next.lease.supervisorId]),
  ];
  return new Set(users.filter((userId) => !parties.has(userId)));
};
