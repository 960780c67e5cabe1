import type { Authorizer } from '../http/rest-api.ts';

/** A route of a WebSocket API. */
export interface WebsocketRoute {
  readonly routeKey: string;
  readonly functionUri: string;
  readonly authorizer?: Authorizer;
  /** Whether the function's answer goes back to the client. */
  readonly answers: boolean;
}

export interface WebsocketApi {
  readonly id: string;
  readonly stage: string;
  /** Such as `$request.body.message`. */
  readonly routeSelectionExpression: string;
  readonly routes: ReadonlyMap<string, WebsocketRoute>;
}

/** API Gateway's limits for WebSocket; tests shorten the times. */
export interface WebsocketLimits {
  readonly idleMs: number;
  readonly lifeMs: number;
  readonly messageBytes: number;
  readonly frameBytes: number;
}

/** Source: API Gateway quotas for WebSocket APIs. */
export const websocketLimits: WebsocketLimits = {
  idleMs: 10 * 60_000,
  lifeMs: 2 * 60 * 60_000,
  messageBytes: 128 * 1024,
  frameBytes: 32 * 1024,
};
