/** How a method is answered. */
export type Integration =
  | {
      readonly kind: 'lambda';
      readonly functionUri: string;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'mock';
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Body template, where the answer has one. */
      readonly template?: string;
      /** Media types of requests that it takes; absent for any. */
      readonly takes?: readonly string[];
    }
  | { readonly kind: 'unsupported'; readonly what: string };

/** A Lambda authorizer of a REST or WebSocket API. */
export interface Authorizer {
  readonly id: string;
  readonly type: 'REQUEST' | 'TOKEN';
  readonly functionUri: string;
  /** Seconds for which an answer is kept; 0 for never. */
  readonly ttlSeconds: number;
  /** `method.request.header.Authorization`, `route.request.querystring.ticket` and the like. */
  readonly identitySources: readonly string[];
  readonly validation?: RegExp;
}

export interface RestMethod {
  readonly httpMethod: string;
  readonly integration: Integration;
  readonly authorizer?: Authorizer;
}

/** A node of the tree of path segments. */
export interface RestResource {
  readonly id: string;
  /** Path with its variables, such as `/api/v2/users/{userId}`. */
  readonly path: string;
  readonly methods: ReadonlyMap<string, RestMethod>;
  readonly children: ReadonlyMap<string, RestResource>;
}

/** AWS::ApiGateway::GatewayResponse. */
export interface CustomGatewayResponse {
  readonly statusCode?: number;
  readonly templates: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface RestApi {
  readonly id: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly root: RestResource;
  readonly binaryMediaTypes: readonly string[];
  readonly gatewayResponses: ReadonlyMap<string, CustomGatewayResponse>;
}
