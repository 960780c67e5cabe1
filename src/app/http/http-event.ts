import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A proxy event once the chain has normalised it: the body is parsed, or undefined where there is none. */
export type HttpEvent = Omit<APIGatewayProxyEvent, 'body'> & { body: unknown };

/** What API Gateway is answered. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}
