import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { sockets } from '../../src/app/compose/sockets.ts';
import { websocket } from '../../src/app/websocket/websocket.ts';
import { SubscribeFrame } from '../../src/contract/frames.ts';
import { subscribeFrame } from '../../src/domain/monitoring/subscribe.ts';

export const handler = websocket(SubscribeFrame, sockets, (me, frame) => subscribeFrame(liveDeps, me, frame));
