import { deps } from '../../src/app/compose/deps.ts';
import { http } from '../../src/app/http/http.ts';
import { ok } from '../../src/app/http/reply.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import { readMonitoredTranscript } from '../../src/domain/monitoring/read-monitored-transcript.ts';

export const handler = http(getTranscript, async ({ me, params, query }) =>
  ok(await readMonitoredTranscript(deps, me, params.conversationId, query)),
);
