import type { Head } from '../../../src/domain/head/head.ts';
import type { Started } from '../../../src/domain/monitoring/start-monitoring.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

const violated = (message: string): never => {
  throw new Violation('a revocation ends what it revokes', message);
};

/**
 * Once a revocation is answered, no session that its user was told of by a token issued until then is held, nor is one
 * given afterwards to such a token. In the end no session at all is, also of claims that were never answered.
 */
export const revoked: NewChecker = (clock) => {
  const heads = new Map<string, Head>();
  const told = new Set<string>();
  const revokedAt = new Map<string, number>();
  const held = (head: Head | undefined, userKey: string): string | undefined => {
    if (head?.lease === undefined || `${head.tenantId}/${head.lease.supervisorId}` !== userKey)
      return undefined;
    const ended = head.lease.issued <= (revokedAt.get(userKey) ?? 0);
    return ended && head.lease.expires > clock.nowFor(userKey)
      ? `${head.tenantId}/${head.conversationId}.m${head.fence}`
      : undefined;
  };
  const check = (userKey: string, among: ReadonlySet<string> | undefined): void => {
    for (const head of heads.values()) {
      const session = held(head, userKey);
      if (session !== undefined && (among?.has(session) ?? true))
        violated(`${userKey} still holds ${session}`);
    }
  };
  return {
    watch(seen) {
      if (seen.kind === 'head') heads.set(`${seen.next.tenantId}/${seen.next.conversationId}`, seen.next);
      if (seen.kind !== 'answer') return;
      const { key, me } = seen.task.actor;
      if (seen.task.action === 'claim') told.add(`${me.tenantId}/${(seen.value as Started).session.id}`);
      if (seen.task.action === 'revoke') revokedAt.set(key, seen.value as number);
      if (seen.task.action === 'claim' || seen.task.action === 'revoke') check(key, told);
    },
    async rest() {
      for (const key of revokedAt.keys()) check(key, undefined);
    },
  };
};
