import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

/** An open WebSocket connection. */
export interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  readonly connectedAt: Date;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string | null };
  readonly authorizer?: Readonly<Record<string, unknown>>;
  readonly host: string;
  lastActiveAt: Date;
}

/** An id that looks like API Gateway's: sixteen characters, the last one `=`. */
export const newConnectionId = (): string => {
  return `${randomBytes(11).toString('base64url')}=`;
};
