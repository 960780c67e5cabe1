import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { lifecycle } from '../../src/app/websocket.ts';

export const needs = ports(channels('close'));

export const handler = lifecycle(needs, async ({ channels }, me) => {
  await channels.close(me);
  return true;
});
