import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Capacity units and calls since the last `reset`. */
export interface Capacity {
  readonly writes: number;
  readonly reads: number;
  readonly calls: readonly string[];
  reset(): void;
}

const writing = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

interface Consumed {
  readonly CapacityUnits?: number;
}

/** What a call consumed: a transaction says it for each of its tables. */
const unitsOf = (consumed: Consumed | readonly Consumed[] | undefined): number =>
  (Array.isArray(consumed) ? (consumed as readonly Consumed[]) : [consumed as Consumed | undefined])
    .map((one) => one?.CapacityUnits ?? Number.NaN)
    .reduce((sum, units) => sum + units, 0);

/**
 * Meters a client: asks for TOTAL consumption with every call. A failed condition reports none although AWS bills its
 * write, so it counts as one unit.
 */
export const meter = (client: DynamoDBDocumentClient): Capacity => {
  const state = { writes: 0, reads: 0, calls: [] as string[] };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName).replace('Command', '');
      const writes = writing.test(command);
      state.calls.push(command);
      const input = { ...(args.input as object), ReturnConsumedCapacity: 'TOTAL' };
      try {
        const result = await next({ ...args, input } as typeof args);
        const { ConsumedCapacity } = result.output as unknown as {
          ConsumedCapacity?: Consumed | readonly Consumed[];
        };
        state[writes ? 'writes' : 'reads'] += unitsOf(ConsumedCapacity);
        return result;
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') state.writes += 1;
        throw error;
      }
    },
    { step: 'initialize', name: 'meter', override: true },
  );
  return {
    get writes() {
      return state.writes;
    },
    get reads() {
      return state.reads;
    },
    get calls() {
      return state.calls;
    },
    reset() {
      Object.assign(state, { writes: 0, reads: 0, calls: [] });
    },
  };
};
