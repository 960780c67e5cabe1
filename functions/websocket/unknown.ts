import { sockets } from '../../src/app/compose/sockets.ts';
import { websocket } from '../../src/app/websocket/websocket.ts';
import { UnknownFrame } from '../../src/contract/frames.ts';

export const handler = websocket(UnknownFrame, sockets, async () => {});
