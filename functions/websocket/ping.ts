import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { PingFrame } from '../../src/contract/frames.ts';
import { heartbeat } from '../../src/domain/monitoring/heartbeat.ts';

export const needs = ports(...framePorts, heads('apply'), channels('get'));

export const handler = websocket(PingFrame, needs, (deps, me, frame) =>
  heartbeat(deps, me, frame.correlationId),
);
