import type { Head } from '../../../src/domain/head/head.ts';
import { sessionId } from '../../../src/domain/head/lease.ts';
import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';

/** Once a revocation is answered, the session that the revoked one's screen followed is over. */
export const revoked: NewChecker = (clock) => {
  const heads = new Map<string, Head>();
  return {
    watch(seen) {
      if (seen.kind === 'head') heads.set(`${seen.next.tenantId}/${seen.next.conversationId}`, seen.next);
      if (seen.kind !== 'answer' || seen.task.action !== 'revoke') return;
      const { key, me } = seen.task.actor;
      for (const head of heads.values())
        if (
          head.tenantId === me.tenantId &&
          sessionId(head.conversationId, head.fence) === seen.value &&
          (head.lease?.expires ?? 0) > clock.nowFor(key)
        )
          throw new Violation('a revocation ends what it revokes', `${key} still holds ${seen.value}`);
    },
  };
};
