import { env } from '../../contract/env.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { deps } from './deps.ts';
import { channels, revocations } from './stores.ts';

/** What opening a channel needs: the channels, and where their sockets connect. */
export const channelDeps = lazy(() => ({
  clock: deps.clock,
  newId: deps.newId,
  channels: channels(),
  revocations: revocations(),
  websocketUrl: environment(env.websocketUrl),
}));
