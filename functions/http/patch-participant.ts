import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { patchParticipant } from '../../src/contract/routes/messages.ts';
import { changePart } from '../../src/domain/conversation/change-part.ts';

export const handler = http(patchParticipant, async ({ me, params, body }) =>
  done(await changePart(deps, me, params, body)),
);
