import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { UnsubscribeFrame } from '../../src/contract/frames.ts';
import { unsubscribeFrame } from '../../src/domain/monitoring/subscribe.ts';

export const needs = ports(...framePorts, channels('unsubscribe', 'get'));

export const handler = websocket(UnsubscribeFrame, needs, unsubscribeFrame);
