import type { Head } from '../conversation/head.ts';
import type { Effect } from '../conversation/transition.ts';

const close = (reason?: string): readonly Effect[] => [
  { do: 'remove', path: ['lease'] },
  { do: 'set', path: ['closed'], value: { type: 'transfer', ...(reason === undefined ? {} : { reason }) } },
];

/** What becomes of the lease when a participant leaves: it goes with the one it points at. */
export const leaseAfterLeaving = (head: Head, participantId: string): readonly Effect[] =>
  head.lease?.participantId === participantId ? [{ do: 'remove', path: ['lease'] }] : [];

/**
 * What becomes of the lease when the conversation is handed on. It stays only within the monitor's divisions, never
 * points a supervisor at themselves, and moves to the new participant unless the monitor chose to stop.
 */
export const leaseAfterTransfer = (
  head: Head,
  target: string | undefined,
  newUserId: string | undefined,
  divisionId: string,
): readonly Effect[] => {
  const lease = head.lease;
  if (lease === undefined || target === undefined) return [];
  if (!lease.divisions.includes('*') && !lease.divisions.includes(divisionId)) return close('division');
  if (target === lease.participantId) return [];
  if (lease.onTransfer === 'stop' || newUserId === lease.supervisorId) return close();
  return [{ do: 'set', path: ['lease', 'participantId'], value: target }];
};
