import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { created } from '../../src/app/http/reply.ts';
import { connectParticipant } from '../../src/contract/routes/messages.ts';
import { connectParticipant as connect } from '../../src/domain/conversation/participants.ts';

export const handler = http(connectParticipant, async ({ me, params, body }) =>
  created(await connect(deps, me, params.conversationId, body)),
);
