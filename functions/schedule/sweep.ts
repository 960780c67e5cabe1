import { deps } from '../../src/app/compose/deps.ts';
import { schedule } from '../../src/app/schedule/schedule.ts';
import { sweepSessions } from '../../src/domain/monitoring/sweep-sessions.ts';

export const handler = schedule(async () => ({ ...(await sweepSessions(deps)) }));
