import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { done } from '../../src/app/http/reply.ts';
import { patchParticipant } from '../../src/contract/routes/patch-participant.ts';
import { leave } from '../../src/domain/conversation/leave.ts';

export const handler = http(patchParticipant, async ({ me, params }) => done(await leave(deps, me, params)));
