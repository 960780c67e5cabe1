import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { records } from '../../src/adapters/dynamodb/record-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { schedule } from '../../src/app/schedule.ts';
import { sweepSessions } from '../../src/domain/monitoring/sweep-sessions.ts';

export const needs = ports(heads('get', 'apply'), records('held', 'dropHeld', 'sweptTo', 'setSweptTo'));

export const handler = schedule(needs, async (deps) => ({ ...(await sweepSessions(deps)) }));
