import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { UnknownFrame } from '../../src/contract/frames.ts';

export const needs = ports(...framePorts, channels('get'));

export const handler = websocket(UnknownFrame, needs, async () => {});
