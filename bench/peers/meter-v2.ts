import { randomUUID } from 'node:crypto';
import AWS from 'aws-sdk';

/** Units and requests of a client of the SDK's second version since the last `reset`, as `meter` has them of the third. */
export interface CapacityV2 {
  readonly writes: number;
  readonly reads: number;
  readonly requests: number;
  reset(): void;
}

interface Consumed {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

interface Sent extends AWS.Request<Consumed, AWS.AWSError> {
  readonly operation: string;
  readonly params: object;
  readonly service: { readonly config: { readonly customUserAgent?: string } };
}

/** Every request of the SDK's; its types leave it out. */
const everyRequest = (
  AWS as typeof AWS & { readonly events: { on(name: string, each: (of: unknown) => void): void } }
).events;

/**
 * A client of the engine that is metered; a failed condition counts as one write, as AWS bills it. Document clients make
 * services of their own of the one they are given: what is one's is known by its configuration.
 */
export const meteredV2 = (
  endpoint: string,
): { readonly dynamodb: AWS.DynamoDB; readonly cost: CapacityV2 } => {
  const state = { writes: 0, reads: 0, requests: 0 };
  const name = randomUUID();
  const dynamodb = new AWS.DynamoDB({
    endpoint,
    region: 'us-east-1',
    credentials: new AWS.Credentials('bench', 'bench'),
    customUserAgent: name,
  });
  everyRequest.on('validate', (of) => {
    const { service, params } = of as Sent;
    if (service.config.customUserAgent === name) Object.assign(params, { ReturnConsumedCapacity: 'TOTAL' });
  });
  everyRequest.on('complete', (of) => {
    const { request, data, error } = of as { request: Sent; data?: Consumed; error?: AWS.AWSError };
    if (request.service.config.customUserAgent !== name) return;
    state.requests += 1;
    const kind = /^(put|update|delete)/.test(request.operation) ? 'writes' : 'reads';
    const failed = error?.code === 'ConditionalCheckFailedException' ? 1 : 0;
    state[kind] += data?.ConsumedCapacity?.CapacityUnits ?? failed;
  });
  return {
    dynamodb,
    cost: {
      get writes() {
        return state.writes;
      },
      get reads() {
        return state.reads;
      },
      get requests() {
        return state.requests;
      },
      reset: () => void Object.assign(state, { writes: 0, reads: 0, requests: 0 }),
    },
  };
};
