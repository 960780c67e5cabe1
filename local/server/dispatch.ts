import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServeConsole } from '../console/serve-console.ts';
import { type DevContext, serveDev } from '../dev/dev-api.ts';
import { serveStage } from '../stage/serve-stage.ts';
import { type Storage, serveStorage, storagePath } from '../storage/storage-api.ts';
import { type Management, manageConnection } from '../websocket/management-api.ts';
import type { WebsocketGateway } from '../websocket/websocket-gateway.ts';
import { type Invoking, serveInvoke } from './invoke-api.ts';
import { type JsonServices, serveJsonRpc } from './json-rpc.ts';

/** What serves once the runtime has started. */
export interface Services extends JsonServices, Management, Invoking {
  readonly websockets: readonly WebsocketGateway[];
  readonly storage: Storage;
  readonly rest: (message: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Sends each request to its service; before `services` answers something only `/dev` serves. */
export const dispatch = (
  server: Server,
  dev: DevContext,
  services: () => Services | undefined,
  serveConsole?: ServeConsole,
): void => {
  server.on('request', (message, response) => {
    response.on('error', () => {});
    handle(message, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (message, socket, head) => {
    socket.on('error', () => {});
    upgrade(message, socket, head).catch(() => socket.destroy());
  });

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (message.url ?? '/').split('?')[0] as string;
    if (serveConsole && (await serveStage(path, message, response))) return;
    if (path.startsWith('/dev/') && !isStagePath(path)) return serveDev(dev, path, message, response);
    if (await serveConsole?.(path, message, response)) return;
    const serving = services();
    if (!serving) {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(JSON.stringify({ message: 'The local runtime is starting.' }));
      return;
    }
    if (path.startsWith('/_sqs') || path.startsWith('/_secrets') || path.startsWith('/_kms'))
      return serveJsonRpc(serving, message, response);
    if (path.startsWith('/_lambda/')) return serveInvoke(serving, path, message, response);
    if (path.startsWith(storagePath)) return serveStorage(serving.storage, message, response);
    const [, stage, connectionId] = /^\/_ws\/([^/]+)\/(?:@|%40)connections\/([^/]+)$/.exec(path) ?? [];
    const gateway = serving.websockets.find(({ api }) => api.stage === stage);
    if (gateway && connectionId) {
      const id = decodeURIComponent(connectionId);
      return manageConnection(gateway, id, message, response, serving);
    }
    return serving.rest(message, response);
  };

  const upgrade = async (message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const stage = /^\/_ws\/([^/?]+)\/?(?:\?|$)/.exec(message.url ?? '')?.[1];
    const gateway = services()?.websockets.find(({ api }) => api.stage === stage);
    if (gateway) return gateway.upgrade(message, socket, head);
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };
};

/** A REST stage may be called `dev` as well: its API lies below `/dev/api`. */
const isStagePath = (path: string): boolean => {
  return path.startsWith('/dev/api/');
};
