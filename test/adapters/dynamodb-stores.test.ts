import { describe } from 'vitest';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { dynamoStores, keptOnDynamo } from '../support/stores.ts';
import { everySuite } from './suites/every-suite.ts';

describe('on DynamoDB', () => {
  const engine = useEngine();
  everySuite(() => ({ ...dynamoStores(engine.client(), setClock()), ...keptOnDynamo(engine.client()) }));
});
