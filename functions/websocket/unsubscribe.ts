import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { sockets } from '../../src/app/compose/sockets.ts';
import { websocket } from '../../src/app/websocket/websocket.ts';
import { UnsubscribeFrame } from '../../src/contract/frames.ts';
import { unsubscribeFrame } from '../../src/domain/monitoring/subscribe.ts';

export const handler = websocket(UnsubscribeFrame, sockets, (me, frame) =>
  unsubscribeFrame(liveDeps, me, frame),
);
