import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What API Gateway would answer. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as API Gateway hands it to a function: format 1.0, the stage `v1` in the path. */
export const proxyEvent = (given: {
  readonly method: string;
  readonly path: string;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly authorizer?: Record<string, string>;
}): APIGatewayProxyEvent =>
  ({
    resource: given.path,
    path: given.path,
    httpMethod: given.method,
    headers: given.headers ?? {},
    multiValueHeaders: {},
    queryStringParameters: given.query ?? null,
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(given.query ?? {}).map(([name, value]) => [name, [value]]),
    ),
    pathParameters: given.params ?? null,
    stageVariables: null,
    requestContext: {
      requestId: randomUUID(),
      domainName: 'api.example.com',
      path: `/v1${given.path}`,
      identity: { sourceIp: '192.0.2.1' },
      ...(given.authorizer === undefined ? {} : { authorizer: given.authorizer }),
    },
    body: given.body ?? null,
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEvent;

/** Invokes a handler. */
export const invoke = async (handler: unknown, event: APIGatewayProxyEvent): Promise<Answer> => {
  const context = { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 10_000 };
  return (handler as (...args: unknown[]) => Promise<Answer>)(event, context);
};

/** Sets what a function finds in its environment; `tables` is what test tables are called. */
export const setEnvironment = (endpoint: string, more: Readonly<Record<string, string>> = {}): void => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    CONVERSATIONS_TABLE: 'Conversations',
    TRANSCRIPT_TABLE: 'Transcript',
    RECORDS_TABLE: 'Records',
    DIRECTORY_TABLE: 'Directory',
    SOCKETS_TABLE: 'Sockets',
    WEBSOCKET_MANAGEMENT_ENDPOINT: 'http://127.0.0.1:9',
    ...more,
  });
};
