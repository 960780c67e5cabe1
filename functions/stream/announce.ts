import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { headBatch } from '../../src/app/stream/head-stream.ts';
import { announce } from '../../src/domain/views/announce.ts';

export const handler = headBatch((changes) => announce(liveDeps, changes));
