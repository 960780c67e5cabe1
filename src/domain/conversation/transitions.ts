import type { HeadParticipant } from './head.ts';
import { connected, inProgress } from './rules.ts';
import { touch } from './touch.ts';
import type { Effect, Transition } from './transition.ts';

/** A participant connects. */
export const connect = (
  participantId: string,
  participant: HeadParticipant,
  now: number,
): Transition<'ended'> => ({
  change: 'participant',
  rules: [inProgress],
  effects: [{ do: 'set', path: ['participants', participantId], value: { ...participant } }, ...touch(now)],
});

/** A lease that goes with its agent or its conversation; what closed it is told by the change itself. */
const dropLease: readonly Effect[] = [{ do: 'remove', path: ['lease'] }];

/** A participant whom nobody monitors leaves. Refused as `monitored` where a lease, live or not, points at them. */
export const disconnect = (
  participantId: string,
  now: number,
): Transition<'ended' | 'notConnected' | 'monitored'> => ({
  change: 'participant',
  rules: [
    inProgress,
    connected(participantId),
    { refusal: 'monitored', any: [{ op: 'ne', path: ['lease', 'participantId'], value: participantId }] },
  ],
  effects: [{ do: 'remove', path: ['participants', participantId] }, ...touch(now)],
});

/** The monitored agent leaves, and the session of this fence ends with them. */
export const disconnectMonitored = (
  participantId: string,
  fence: number,
  now: number,
): Transition<'ended' | 'notConnected' | 'moved'> => ({
  change: 'participant',
  rules: [
    inProgress,
    connected(participantId),
    { refusal: 'moved', any: [{ op: 'eq', path: ['fence'], value: fence }] },
    { refusal: 'moved', any: [{ op: 'eq', path: ['lease', 'participantId'], value: participantId }] },
  ],
  effects: [{ do: 'remove', path: ['participants', participantId] }, ...dropLease, ...touch(now)],
});

/** inProgress ─end▶ ended; a lease ends with the conversation. */
export const end = (now: number): Transition<'ended'> => ({
  change: 'ended',
  rules: [inProgress],
  effects: [
    { do: 'set', path: ['state'], value: 'ended' },
    { do: 'set', path: ['endTime'], value: now },
    ...dropLease,
    ...touch(now),
  ],
});
