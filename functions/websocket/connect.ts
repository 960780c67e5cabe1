import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { lifecycle } from '../../src/app/websocket.ts';

export const needs = ports(channels('open'));

export const handler = lifecycle(
  needs,
  async ({ channels, clock }, me) => (await channels.open(me, me.connectionId, clock.now())) !== undefined,
);
