import type { Mutant } from './mutant.ts';

/** Faults in adapters and at the door, found by suites on the engine and by handler tests. */
export const outerMutants: readonly Mutant[] = [
  {
    name: 'conversation keys name no tenant',
    file: 'src/adapters/dynamodb/keys.ts',
    search: "pkOf(key.tenantId, 'conversation', key.conversationId)",
    replacement: "pkOf('t', 'conversation', key.conversationId)",
    tests: ['test/adapters/dynamodb-stores.test.ts'],
    only: 'another tenant',
  },
  {
    name: 'a ticket opens twice',
    file: 'src/adapters/dynamodb/channel-store.ts',
    search: "'REMOVE ticketHash, ticketUntil'",
    replacement: "'SET ticketHash = :hash'",
    tests: ['test/adapters/dynamodb-stores.test.ts'],
    only: 'ticket',
  },
  {
    name: 'a refused change does not name the head it met',
    file: 'src/adapters/dynamodb/head-store.ts',
    search: "          ReturnValues: 'ALL_NEW',\n          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',",
    replacement: "          ReturnValues: 'ALL_NEW',",
    tests: ['test/adapters/dynamodb-stores.test.ts'],
    only: 'head|writers',
  },
  {
    name: 'a message overwrites what stands at its place',
    file: 'src/adapters/dynamodb/transcript-store.ts',
    search: "          ConditionExpression: 'attribute_not_exists(pk)',\n",
    replacement: '',
    tests: ['test/adapters/dynamodb-stores.test.ts'],
    only: 'place',
  },
  {
    name: 'a rule is not compiled into the condition',
    file: 'src/adapters/dynamodb/compile-transition.ts',
    search: '...transition.rules.map(',
    replacement: '...transition.rules.slice(0, -1).map(',
    tests: ['test/linearizability/lease.test.ts'],
  },
  {
    name: 'permissions are not checked',
    file: 'src/app/http.ts',
    search: 'if (context.me !== undefined) admitToRoute(access, context.me);',
    replacement: '',
    tests: ['test/handlers/hidden.test.ts', 'test/handlers/bad-input.test.ts', 'test/e2e/isolation.test.ts'],
  },
];
