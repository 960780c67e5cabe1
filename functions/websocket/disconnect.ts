import { deps } from '../../src/app/compose/deps.ts';
import { lifecycle } from '../../src/app/websocket/lifecycle.ts';

export const handler = lifecycle(async (me) => {
  await deps.channels.close(me);
  return true;
});
