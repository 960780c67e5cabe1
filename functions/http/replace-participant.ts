import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { accepted } from '../../src/app/http/reply.ts';
import { replaceParticipant } from '../../src/contract/routes/messages.ts';
import { transfer } from '../../src/domain/conversation/transfer.ts';

export const handler = http(replaceParticipant, async ({ me, params, body }) =>
  accepted(await transfer(deps, me, params, body)),
);
