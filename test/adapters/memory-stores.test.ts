import { describe } from 'vitest';
import { memoryStores } from '../support/stores.ts';
import { everySuite } from './suites/every-suite.ts';

describe('in memory', () => {
  everySuite(memoryStores);
});
