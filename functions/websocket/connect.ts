import { clock } from '../../src/app/compose/clock.ts';
import { deps } from '../../src/app/compose/deps.ts';
import { lifecycle } from '../../src/app/websocket/lifecycle.ts';

export const handler = lifecycle(
  async (me) => (await deps.channels.open(me, me.connectionId, clock.now())) !== undefined,
);
