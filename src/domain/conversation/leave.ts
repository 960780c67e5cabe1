import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import { parseSessionId } from '../monitoring/session-id.ts';
import { stopMonitoring } from '../monitoring/stop-monitoring.ts';
import type { HeadStore } from './head-store.ts';
import { disconnectParticipant } from './participants.ts';

/**
 * Disconnects a participant: an agent leaves the conversation, a monitor stops monitoring it. A monitor's participant
 * id is the session's, which belongs to this conversation by its name.
 * Errors: those of leaving and of stopping.
 */
export const leave = async (
  deps: { readonly heads: HeadStore; readonly clock: Clock },
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
): Promise<void> => {
  const session = parseSessionId(who.participantId);
  if (session?.conversationId === who.conversationId) return stopMonitoring(deps, me, who.participantId);
  return disconnectParticipant(deps, me, who.conversationId, who.participantId);
};
