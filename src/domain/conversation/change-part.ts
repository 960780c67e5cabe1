import type { ParticipantPatch } from '../../contract/participant.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { RecordStore } from '../timeline/record-store.ts';
import type { HeadStore } from './head-store.ts';
import { setHeld } from './hold.ts';
import { leave } from './leave.ts';
import { wrapUp } from './wrap-up.ts';

/** Changes one participant's part as asked. Errors: those of leaving, of holding and of wrapping up. */
export const changePart = async (
  deps: { readonly heads: HeadStore; readonly records: RecordStore; readonly clock: Clock },
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  patch: ParticipantPatch,
): Promise<void> => {
  if ('held' in patch) return setHeld(deps, me, who, patch.held);
  if ('wrapup' in patch) return wrapUp(deps, me, who, patch.wrapup);
  return leave(deps, me, who);
};
