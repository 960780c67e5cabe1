import type { Principal } from '../access/principal.ts';

/** Who is at the other end of a socket: the principal whose ticket opened it, and the socket itself. */
export interface SocketPrincipal extends Principal {
  readonly channelId: string;
  readonly connectionId: string;
}
