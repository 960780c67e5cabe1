import type { Stores } from '../../support/stores.ts';
import { channelStoreSuite } from './channel-store-suite.ts';
import { directorySuite } from './directory-suite.ts';
import { headStoreSuite } from './head-store-suite.ts';
import { keptSuite } from './kept-suite.ts';
import { noteStoreSuite } from './note-store-suite.ts';
import { rateStoreSuite } from './rate-store-suite.ts';
import { recordStoreSuite } from './record-store-suite.ts';
import { transcriptStoreSuite } from './transcript-store-suite.ts';

/** Every port's suite, on one set of stores. */
export const everySuite = (make: () => Stores): void => {
  headStoreSuite(() => make().heads);
  transcriptStoreSuite(() => make().transcript);
  recordStoreSuite(() => make().records);
  rateStoreSuite(() => make().rates);
  noteStoreSuite(() => make().notes);
  channelStoreSuite(() => make().channels);
  directorySuite(make);
  keptSuite(make);
};
