import { deps } from '../../src/app/compose/deps.ts';
import { headStream } from '../../src/app/stream/head-stream.ts';
import { recordChange } from '../../src/domain/timeline/record-change.ts';

export const handler = headStream(({ old, next }) => recordChange(deps, old, next));
