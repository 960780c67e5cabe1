/** One answer of a mock. */
export interface MockAnswer {
  /** The status, as a request's template chooses it, that this one answers. */
  readonly selects?: RegExp;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Body template, where the answer has one. */
  readonly template?: string;
}

/** How a method is answered. */
export type Integration =
  | {
      readonly kind: 'lambda';
      readonly functionUri: string;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'mock';
      /** The first without `selects` is given where no other fits. */
      readonly answers: readonly MockAnswer[];
      /** By media type, the template that chooses the answer's status. */
      readonly templates: Readonly<Record<string, string>>;
      /** Refuses a request of a media type that it has no template for. */
      readonly strict: boolean;
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

/** Requests that are let through: so many a second, and so many at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface RestMethod {
  readonly httpMethod: string;
  /** Whether a key of a usage plan must come with a request; the authorizer names it. */
  readonly apiKeyRequired: boolean;
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
  /** Throttles of the stage's methods by `GET /path`; that of the whole stage is `* /*`. */
  readonly throttles: ReadonlyMap<string, Throttle>;
  /** The throttle of each key of a usage plan, by the key's value. */
  readonly keys: ReadonlyMap<string, Throttle>;
}
