import type { Presence, Routing } from './directory.ts';

/** What a queue keeps of how its member is at work: a copy, so that one query of the queue shows all of them. */
export interface AtWork
  extends Pick<Presence, 'systemPresence' | 'modified'>,
    Pick<Routing, 'status' | 'since'> {
  /** Of the presence that was copied; 0 before the first. */
  readonly version: number;
}

/** A user who belongs to a queue. */
export interface Member {
  readonly userId: string;
  readonly name: string;
  /** Whether they work for the queue now. */
  readonly joined: boolean;
  readonly atWork: AtWork;
}

/** Names one member. */
export interface MemberKey {
  readonly tenantId: string;
  readonly queueId: string;
  readonly userId: string;
}

/** The queues of one user, by id, each joined or not. */
export interface Memberships {
  readonly queues: Readonly<Record<string, boolean>>;
  /** Grows by one with each change; 0 where nothing is stored. */
  readonly version: number;
}

/** Who belongs to which queue. */
export interface MemberStore {
  get(key: MemberKey): Promise<Member | undefined>;
  /** A queue's members. */
  of(tenantId: string, queueId: string): AsyncIterable<Member>;
  /**
   * Stores who is no member yet, together with their own list of queues, which names the queue from then on: both or
   * neither. Only where the list's version is one above the stored one, the queue is there (else `gone`) and has room
   * (else `full`).
   */
  enter(key: MemberKey, member: Member, queues: Memberships): Promise<'done' | 'changed' | 'full' | 'gone'>;
  /**
   * Has a member who is there work for the queue, or not, there and in their own list; answers whether one is there and
   * the list's version is one above the stored one.
   */
  join(key: MemberKey, joined: boolean, queues: Memberships): Promise<boolean>;
  /** Takes a member who is there away, there and from their own list; answers as `join`. */
  leave(key: MemberKey, queues: Memberships): Promise<boolean>;
  /** Removes a queue to which nobody belongs and which has no wrap-up codes; answers whether it is gone. */
  disband(tenantId: string, queueId: string): Promise<boolean>;
  /** Renames a member who is there; answers whether one is. */
  rename(key: MemberKey, name: string): Promise<boolean>;
  /** Copies how a member is at work, and answers the member; undefined where a newer copy is there, or nobody. */
  reflect(key: MemberKey, atWork: AtWork): Promise<Member | undefined>;
  queuesOf(tenantId: string, userId: string): Promise<Memberships>;
}
