import type { Head } from '../head/head.ts';
import { deriveFacts } from './derive-facts.ts';
import type { RecordStore } from './fact.ts';

/** Writes down what one change of a head means. Safe to repeat: keys are the change's own. */
export const recordChange = async (
  deps: { readonly records: Pick<RecordStore, 'putFacts' | 'putHeld' | 'dropHeld'> },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  const facts = deriveFacts(old, next);
  await deps.records.putFacts(next, facts);
  for (const fact of facts) {
    const { fence, userId: supervisorId } = fact;
    if (fence === undefined || supervisorId === undefined) continue;
    const session = { tenantId: next.tenantId, conversationId: next.conversationId, fence, supervisorId };
    if (fact.type === 'monitoring.started') await deps.records.putHeld(session);
    if (fact.type === 'monitoring.ended') await deps.records.dropHeld(session);
  }
};
