import type { Channel } from '../../contract/channel.ts';
import type { Principal } from '../shared/principal.ts';
import { createChannel } from '../sockets/create-channel.ts';
import { introduce } from './users.ts';

/** Opens a channel for the caller, who becomes known by that. Errors: authentication.required. */
export const openChannel = async (
  deps: Parameters<typeof createChannel>[0] & Parameters<typeof introduce>[0],
  me: Principal,
): Promise<Channel> => {
  const channel = await createChannel(deps, me);
  await introduce(deps, me);
  return channel;
};
