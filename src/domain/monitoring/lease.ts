import type { OnTransfer } from '../../contract/words.ts';

/**
 * The right to monitor one conversation, held by one supervisor until it expires. Times are ms since the epoch.
 *
 *                 claim (fence + 1)                 heartbeat
 *        free ───────────────────────▶ held ────────────────────▶ held (seen, expires move on)
 *          ▲                            │ │
 *          │  release, stop, end, peer  │ │ expires <= now
 *          ├────────────────────────────┘ ▼
 *          └── sweep, or the next claim ── expired (claimable at once; every effect of its fence is refused)
 */
export interface Lease {
  readonly supervisorId: string;
  readonly name: string;
  /** The monitored agent's participant id. */
  readonly participantId: string;
  /** When this session began. */
  readonly since: number;
  /** When its holder was last heard of. */
  readonly seen: number;
  /** From this moment on the lease counts for nothing. */
  readonly expires: number;
  readonly onTransfer: OnTransfer;
  /** Where the holder may monitor: a transfer elsewhere ends the session. */
  readonly divisions: readonly string[];
}
