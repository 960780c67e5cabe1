import * as z from 'zod';
import { Id } from '../../contract/ids.ts';
import type { SocketPrincipal } from '../../domain/sockets/channel.ts';
import { fromContext } from '../principal-context.ts';

const SocketContext = z.object({
  connectionId: z.string().min(1),
  authorizer: z.looseObject({ channelId: Id }),
});

/** Who is at the other end of a socket: from the context that its ticket was given, and from nothing it sends. */
export const socketPrincipal = (event: { readonly requestContext: unknown }): SocketPrincipal => {
  const { connectionId, authorizer } = SocketContext.parse(event.requestContext);
  return { ...fromContext(authorizer), channelId: authorizer.channelId, connectionId };
};
