/** What the client needs of a socket; a browser's WebSocket and the one of `ws` both have it. */
export interface WebSocketLike {
  send(data: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Opens sockets. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;
