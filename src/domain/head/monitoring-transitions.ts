import { limits } from '../../contract/limits.ts';
import type { DisconnectType, OnTransfer } from '../../contract/words.ts';
import { partyOf } from './audience.ts';
import type { Lease } from './head.ts';
import { divisionMarks } from './lease.ts';
import { connected, inDivisions, inProgress, type Rule, type Transition, touch } from './transition.ts';

/** Who holds which session: every effect of a monitor carries this and is checked against it in the write. */
export interface Holder {
  readonly supervisorId: string;
  readonly fence: number;
}

const holds = (holder: Holder, now: number): readonly Rule<'lost'>[] => [
  { refusal: 'lost', any: [{ op: 'eq', path: ['fence'], value: holder.fence }] },
  { refusal: 'lost', any: [{ op: 'eq', path: ['lease', 'supervisorId'], value: holder.supervisorId }] },
  { refusal: 'lost', any: [{ op: 'gt', path: ['lease', 'expires'], value: now }] },
];

const monitorable = (participantId: string, supervisorId: string): readonly Rule<MonitorableRefusal>[] => [
  connected(participantId),
  {
    refusal: 'notMonitorable',
    any: [{ op: 'eq', path: ['participants', participantId, 'purpose'], value: 'agent' }],
  },
  {
    refusal: 'notMonitorable',
    any: [{ op: 'ne', path: ['participants', participantId, 'userId'], value: supervisorId }],
  },
];
type MonitorableRefusal = 'notConnected' | 'notMonitorable';

/** Who wants to monitor whom. */
export interface Claim {
  readonly conversationId: string;
  readonly supervisorId: string;
  readonly name: string;
  /** When the claim's token was issued. */
  readonly issued: number;
  readonly divisions: readonly string[];
  readonly participantId: string;
  readonly onTransfer: OnTransfer;
  readonly now: number;
}

/** The caller takes no part in the conversation and never did; told before anything that a monitor could change. */
const noParty = ({ conversationId, supervisorId }: Claim): Rule<'party'> => ({
  refusal: 'party',
  any: [{ op: 'absent', path: ['parties', partyOf(conversationId, supervisorId)] }],
});

/** There is room for what the timeline tells of another session. Those who take part cannot use it up (limits.ts). */
const room: Rule<'full'> = {
  refusal: 'full',
  any: [{ op: 'lte', path: ['rev'], value: limits.changesOfConversation }],
};

/** free or expired ─claim▶ held, with a new fence. */
export const claim = (
  request: Claim,
): Transition<'hidden' | 'party' | 'ended' | MonitorableRefusal | 'held' | 'full'> => {
  const lease: Lease = {
    supervisorId: request.supervisorId,
    name: request.name,
    issued: request.issued,
    participantId: request.participantId,
    since: request.now,
    seen: request.now,
    expires: request.now + limits.leaseMs,
    onTransfer: request.onTransfer,
    divisions: divisionMarks(request.divisions),
  };
  return {
    change: 'monitor',
    rules: [
      ...inDivisions(request.divisions),
      noParty(request),
      inProgress,
      ...monitorable(request.participantId, request.supervisorId),
      {
        refusal: 'held',
        any: [
          { op: 'absent', path: ['lease'] },
          { op: 'lte', path: ['lease', 'expires'], value: request.now },
        ],
      },
      room,
    ],
    effects: [
      { do: 'set', path: ['lease'], value: { ...lease } },
      { do: 'add', path: ['fence'], by: 1 },
      { do: 'remove', path: ['closed'] },
      ...touch(request.now),
    ],
  };
};

const keepAlive = (now: number) =>
  [
    { do: 'set', path: ['lease', 'seen'], value: now },
    { do: 'set', path: ['lease', 'expires'], value: now + limits.leaseMs },
  ] as const;

/**
 * No later heartbeat has been written. Two of one holder can overtake each other, and the earlier must not take back
 * time that the later was promised: another supervisor could claim what its holder counts on.
 */
const notOvertaken = (now: number): Rule<'overtaken'> => ({
  refusal: 'overtaken',
  any: [{ op: 'lte', path: ['lease', 'seen'], value: now }],
});

/** held ─heartbeat▶ held, seen now. Refused as `overtaken` where the holder was seen later already: it still holds. */
export const renew = (holder: Holder, now: number): Transition<'lost' | 'overtaken'> => ({
  change: 'renewed',
  rules: [...holds(holder, now), notOvertaken(now)],
  effects: keepAlive(now),
});

/** held ─re-point▶ held, on another agent of the same conversation; the fence stays, and so does what is not asked for. */
export const repoint = (
  holder: Holder,
  participantId: string,
  onTransfer: OnTransfer | undefined,
  now: number,
): Transition<'lost' | 'overtaken' | MonitorableRefusal | 'full'> => ({
  change: 'monitor',
  rules: [...holds(holder, now), notOvertaken(now), ...monitorable(participantId, holder.supervisorId), room],
  effects: [
    { do: 'set', path: ['lease', 'participantId'], value: participantId },
    ...(onTransfer === undefined
      ? []
      : [{ do: 'set', path: ['lease', 'onTransfer'], value: onTransfer } as const]),
    ...keepAlive(now),
    ...touch(now),
  ],
});

/** held ─release▶ free, and how it ended. */
export const release = (
  holder: Holder,
  closed: { readonly type: DisconnectType; readonly by?: string; readonly reason?: string },
  now: number,
): Transition<'lost'> => ({
  change: 'monitor',
  rules: holds(holder, now),
  effects: [
    { do: 'remove', path: ['lease'] },
    { do: 'set', path: ['closed'], value: { ...closed } },
    ...touch(now),
  ],
});

/** held ─release by another▶ free. Refused only where this session is over already. */
export const releaseBy = (
  fence: number,
  closed: { readonly type: 'system'; readonly by: string; readonly reason: string },
  now: number,
): Transition<'lost'> => ({
  change: 'monitor',
  rules: [
    { refusal: 'lost', any: [{ op: 'eq', path: ['fence'], value: fence }] },
    { refusal: 'lost', any: [{ op: 'gt', path: ['lease', 'expires'], value: now }] },
  ],
  effects: [{ do: 'remove', path: ['lease'] }, { do: 'set', path: ['closed'], value: closed }, ...touch(now)],
});

/** held by a token that counts no more ─revocation▶ free. Refused where this session is over, or of a newer token. */
export const revoke = (
  fence: number,
  revokedAt: number,
  closed: { readonly type: 'system'; readonly by: string; readonly reason: string },
  now: number,
): Transition<'lost'> => {
  const { rules, ...rest } = releaseBy(fence, closed, now);
  return {
    ...rest,
    rules: [...rules, { refusal: 'lost', any: [{ op: 'lte', path: ['lease', 'issued'], value: revokedAt }] }],
  };
};

/** expired ─sweep▶ free. Refused where the lease was renewed, released or claimed meanwhile. */
export const sweep = (holder: Holder, now: number): Transition<'lost'> => ({
  change: 'monitor',
  rules: [
    { refusal: 'lost', any: [{ op: 'eq', path: ['fence'], value: holder.fence }] },
    { refusal: 'lost', any: [{ op: 'lte', path: ['lease', 'expires'], value: now }] },
  ],
  effects: [{ do: 'remove', path: ['lease'] }, ...touch(now)],
});
