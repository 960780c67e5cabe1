import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { sockets } from '../../src/app/compose/sockets.ts';
import { websocket } from '../../src/app/websocket/websocket.ts';
import { PingFrame } from '../../src/contract/frames.ts';
import { heartbeat } from '../../src/domain/monitoring/heartbeat.ts';

export const handler = websocket(PingFrame, sockets, (me, frame) =>
  heartbeat(liveDeps, me, frame.correlationId),
);
