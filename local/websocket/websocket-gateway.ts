import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authorize } from '../http/authorize.ts';
import { readHttpRequest } from '../http/http-request.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Connection } from './connection.ts';
import { createFrameMeter } from './frame-meter.ts';
import { openConnection } from './open-connection.ts';
import { selectRoute } from './select-route.ts';
import type { WebsocketApi, WebsocketLimits } from './websocket-api.ts';
import { type EventSource, newRequestId, websocketContext } from './websocket-event.ts';

/** A WebSocket API being served. */
export interface WebsocketGateway {
  readonly api: WebsocketApi;
  readonly connections: ReadonlyMap<string, Connection>;
  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Closes every connection and waits for the `$disconnect` routes. */
  stop(): Promise<void>;
}

/** Serves a WebSocket API as API Gateway does; the limits are its quotas unless a test shortens them. */
export const createWebsocketGateway = ({
  api,
  functions,
  authorize,
  region,
  limits,
}: {
  api: WebsocketApi;
  functions: Functions;
  authorize: Authorize;
  region: string;
  limits: WebsocketLimits;
}): WebsocketGateway => {
  const protocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    handleProtocols: (_offered, message) => protocols.get(message) ?? false,
  });
  const connections = new Map<string, Connection>();
  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const onMessage = async (connection: Connection, body: string): Promise<void> => {
    const route = selectRoute(api, body);
    const requestContext = websocketContext(api, connection, route?.routeKey ?? '$default', 'MESSAGE');
    const say = (message: string) =>
      connection.socket.send(
        JSON.stringify({ message, connectionId: connection.id, requestId: requestContext.requestId }),
      );
    if (!route) return say('Forbidden');
    const result = await functions.invoke(route.functionUri, {
      requestContext,
      body,
      isBase64Encoded: false,
    });
    if (!result.ok) return say('Internal server error');
    const answer = (result.payload as { body?: unknown } | null)?.body;
    if (route.answers && typeof answer === 'string') connection.socket.send(answer);
  };

  const disconnected = async (source: EventSource, code: number, reason: string): Promise<void> => {
    const route = api.routes.get('$disconnect');
    if (!route) return;
    await functions.invokeAsync(route.functionUri, {
      headers: { Host: source.host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
      multiValueHeaders: {
        Host: [source.host],
        'x-api-key': [''],
        'X-Forwarded-For': [''],
        'x-restapi': [''],
      },
      requestContext: {
        ...websocketContext(api, source, '$disconnect', 'DISCONNECT'),
        disconnectStatusCode: code,
        disconnectReason: reason || (code === 1005 ? 'Client-side close frame status not set' : ''),
      },
      isBase64Encoded: false,
    });
  };

  const serve = (socket: WebSocket, source: EventSource, wire: Duplex, head: Buffer): void => {
    const connection: Connection = { ...source, socket, lastActiveAt: new Date() };
    connections.set(source.id, connection);
    const goAway = () => {
      closing = [1001, 'Going away'];
      socket.close(...closing);
    };
    let closing: [number, string] | undefined;
    const idle = setTimeout(goAway, limits.idleMs);
    const life = setTimeout(goAway, limits.lifeMs);
    const tooLong = createFrameMeter(limits.frameBytes);
    const meter = (chunk: Buffer) => {
      if (!tooLong(chunk)) return;
      wire.off('data', meter);
      closing = [1009, 'Message too long'];
      socket.close(...closing);
    };
    meter(head);
    wire.prependListener('data', meter);
    const active = () => {
      connection.lastActiveAt = new Date();
      idle.refresh();
    };
    // A push keeps a connection from being idle as much as a message does.
    const send = socket.send.bind(socket) as (...args: unknown[]) => void;
    socket.send = (...args: unknown[]) => {
      active();
      send(...args);
    };
    socket.on('message', (data, isBinary) => {
      active();
      if (closing) return;
      if (isBinary) {
        closing = [1003, 'Unsupported data'];
        return socket.close(...closing);
      }
      track(onMessage(connection, data.toString()).catch(() => socket.terminate()));
    });
    socket.on('error', () => {});
    socket.on('close', (code, reason) => {
      clearTimeout(idle);
      clearTimeout(life);
      connections.delete(source.id);
      track(disconnected(source, closing?.[0] ?? code, closing?.[1] ?? reason.toString()));
    });
  };

  return {
    api,
    connections,
    async upgrade(message, socket, head) {
      let gone = false;
      socket.on('error', () => {});
      socket.once('close', () => {
        gone = true;
      });
      const opening = await openConnection(api, readHttpRequest(message), { functions, authorize, region });
      if (!opening.open) return refuse(socket, opening.status, opening.connectionId);
      if (gone) return disconnected(opening.source, 1006, '');
      if (opening.protocol) protocols.set(message, opening.protocol);
      server.handleUpgrade(message, socket, head, (websocket) =>
        serve(websocket, opening.source, socket, head),
      );
    },
    async stop() {
      for (const { socket } of connections.values()) socket.terminate();
      server.close();
      await Promise.allSettled([...running]);
    },
  };
};

const refuse = (socket: Duplex, status: number, connectionId: string): void => {
  const message = status >= 500 ? 'Internal server error' : (STATUS_CODES[status] ?? 'Error');
  const body = JSON.stringify({ message, connectionId, requestId: newRequestId() });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};
