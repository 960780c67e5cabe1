import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';
import { written } from '../written.ts';

const violated = (message: string): never => {
  throw new Violation('I4 tenant wall', message);
};

/**
 * I4. Nothing that bears one tenant's mark reaches the other, though all their ids are the same; and one who is
 * granted another division finds nothing there, not even that something is.
 */
export const tenantWall: NewChecker = () => ({
  watch(seen) {
    if (seen.kind === 'refusal' && seen.task.actor.role === 'stranger' && seen.failure.code !== 'not.found')
      violated(`a stranger is told ${seen.failure.code}`);
    if (seen.kind !== 'answer' && seen.kind !== 'frame') return;
    const to = seen.kind === 'answer' ? seen.task.actor : seen.to;
    const what = seen.kind === 'answer' ? seen.value : seen.frame;
    if (to.role === 'system' || what === undefined) return;
    if (to.role === 'stranger' && seen.kind === 'answer')
      violated(`a stranger's ${seen.task.action} succeeds`);
    const other = to.me.tenantId === 'ta' ? 'tb~' : 'ta~';
    if (written(what).includes(other)) violated(`${to.key} receives what is ${other}`);
  },
});
