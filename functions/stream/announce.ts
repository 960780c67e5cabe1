import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { headStream } from '../../src/app/stream/head-stream.ts';
import { announceChange } from '../../src/domain/channel/announce-change.ts';

export const handler = headStream(({ old, next }) => announceChange(liveDeps, old, next));
