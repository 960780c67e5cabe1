import { readdirSync, readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { setClock } from '../../support/clock.ts';
import { dynamoStores, type Kept, type Stores } from '../../support/stores.ts';
import { archiveSuite } from './archive-suite.ts';
import { channelStoreSuite } from './channel-store-suite.ts';
import { deliverySuite } from './delivery-suite.ts';
import { directorySuite } from './directory-suite.ts';
import { headStoreSuite } from './head-store-suite.ts';
import { keptSuite } from './kept-suite.ts';
import { noteStoreSuite } from './note-store-suite.ts';
import { oversightSuite } from './oversight-suite.ts';
import { panelStoreSuite } from './panel-store-suite.ts';
import { rateStoreSuite } from './rate-store-suite.ts';
import { recordStoreSuite } from './record-store-suite.ts';
import { transcriptStoreSuite } from './transcript-store-suite.ts';

const adapters = new URL('../../../src/adapters/dynamodb/', import.meta.url);

/** Every port that an adapter of DynamoDB declares, from its source. */
const declaredPorts = (): readonly string[] =>
  readdirSync(adapters)
    .flatMap((file) => [...readFileSync(new URL(file, adapters), 'utf8').matchAll(/= port\(\s*'(\w+)'/g)])
    .map(([, name = '']) => name)
    .sort();

/** Every method of every store; nothing is called. */
const everyMethod = (): readonly string[] => {
  const stores = dynamoStores(DynamoDBDocumentClient.from(new DynamoDBClient({})), setClock());
  return Object.entries(stores).flatMap(([name, store]) =>
    Object.keys(store).map((method) => `${name}.${method}`),
  );
};

/** Stores that note which of their methods are called. */
const noting = <S extends object>(stores: S, called: Set<string>): S =>
  new Proxy(stores, {
    get(all, name, receiver) {
      const store: unknown = Reflect.get(all, name, receiver);
      if (typeof store !== 'object' || store === null) return store;
      return new Proxy(store, {
        get(one, method, own) {
          called.add(`${String(name)}.${String(method)}`);
          return Reflect.get(one, method, own);
        },
      });
    },
  });

/** Every port's suite, on one set of stores. */
export const everySuite = (open: () => Stores & Kept): void => {
  const called = new Set<string>();
  const make = () => noting(open(), called);
  headStoreSuite(() => make().heads);
  transcriptStoreSuite(() => make().transcript);
  recordStoreSuite(() => make().records);
  rateStoreSuite(() => make().rates);
  noteStoreSuite(() => make().notes);
  panelStoreSuite(() => make().panels);
  channelStoreSuite(() => make().channels);
  directorySuite(make);
  deliverySuite(make);
  keptSuite(make);
  archiveSuite(make);
  oversightSuite(() => make().oversight);

  describe('the suites', () => {
    test('Given every port that an adapter declares, then it is among the stores', () => {
      expect(
        Object.keys(make())
          .filter((name) => name !== 'kept')
          .sort(),
      ).toEqual(declaredPorts());
    });
    // The last of all: it looks back on the suites above, and has nothing to say where only some of them ran.
    test('Given all suites, when they have run, then each method of each port was called', ({ skip }) => {
      skip(!called.has('archive.erase') || !called.has('heads.create'), 'only some suites ran');
      expect(everyMethod().filter((method) => !called.has(method))).toEqual([]);
    });
  });
};
