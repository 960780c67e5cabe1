import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, readAccessKey } from '../access/access.ts';
import { deniedAnswer } from '../access/denied-answer.ts';
import { accountId } from '../http/http-request.ts';
import { readBody } from '../http/read-body.ts';
import type { WebsocketGateway } from './websocket-gateway.ts';

/** What the API is reached by, beside the gateway. */
export interface Management {
  readonly access: Access;
  readonly region: string;
  readonly messageBytes: number;
}

/**
 * `@connections`: POST sends to a connection, GET describes it, DELETE closes it. A connection that is no
 * more answers 410 GoneException, a message above 128 KB 413.
 *
 * @param connectionId decoded from the path
 */
export const manageConnection = async (
  gateway: WebsocketGateway,
  connectionId: string,
  message: IncomingMessage,
  response: ServerResponse,
  { access, region, messageBytes }: Management,
): Promise<void> => {
  const fail = (status: number, type: string) => {
    response.writeHead(status, { 'x-amzn-ErrorType': type, 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: null }));
  };
  const body = await readBody(message, messageBytes);
  const { id: apiId, stage } = gateway.api;
  const denied = access.denial(readAccessKey(message.headers.authorization), [
    {
      action: 'execute-api:ManageConnections',
      resource: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${message.method}/@connections/${connectionId}`,
    },
  ]);
  if (denied) {
    const answer = deniedAnswer['execute-api'](denied);
    response.writeHead(answer.statusCode, answer.headers);
    response.end(answer.body);
    return;
  }
  if (!body) return fail(413, 'PayloadTooLargeException');
  const connection = gateway.connections.get(connectionId);
  if (connection?.socket.readyState !== 1) return fail(410, 'GoneException');
  switch (message.method) {
    case 'POST': {
      const failure = await new Promise<Error | null | undefined>((resolve) =>
        connection.socket.send(body.toString('utf8'), resolve),
      );
      if (failure) return fail(410, 'GoneException');
      response.writeHead(200).end();
      return;
    }
    case 'GET': {
      const { connectedAt, identity, lastActiveAt } = connection;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ connectedAt, identity, lastActiveAt }));
      return;
    }
    case 'DELETE':
      connection.socket.close(1000, 'Connection Closed Normally');
      response.writeHead(204).end();
      return;
    default:
      return fail(403, 'MissingAuthenticationTokenException');
  }
};
