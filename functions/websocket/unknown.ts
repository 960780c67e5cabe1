import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { UnknownFrame } from '../../src/contract/frames.ts';

export const needs = ports(sockets('push'));

export const handler = websocket(UnknownFrame, needs, async () => {});
