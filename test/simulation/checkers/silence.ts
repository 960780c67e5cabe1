import type { NewChecker } from '../checker.ts';
import { Violation } from '../violation.ts';
import { written } from '../written.ts';

const tells = /super\d|stranger|monitor|mediaRoles|"fence"|\.m\d/i;

/**
 * I6. Nothing that an agent or a customer receives names a monitor or knows of monitoring; and nobody who writes pushes
 * anything, so that being monitored costs them no time.
 */
export const silence: NewChecker = () => ({
  watch(seen) {
    if (seen.kind === 'frame' && seen.by !== undefined && /^(deliver|send|show) /.test(seen.by.action))
      throw new Violation('I6 silence', `${seen.by.action} pushes, and a push takes time`);
    if (seen.kind === 'head' || seen.kind === 'stored') return;
    const to = seen.kind === 'frame' ? seen.to : seen.task.actor;
    if (to.role !== 'agent' && to.role !== 'customer') return;
    const what =
      seen.kind === 'answer'
        ? seen.value
        : seen.kind === 'frame'
          ? seen.frame
          : [seen.failure.code, seen.failure.params];
    const told = tells.exec(written(what));
    if (told !== null) throw new Violation('I6 silence', `${to.key} receives "${told[0]}"`);
  },
});
