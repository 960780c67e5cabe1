import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { transcriptStream } from '../../src/app/stream/transcript-stream.ts';
import { push } from '../../src/domain/messages/push.ts';

export const handler = transcriptStream((key, handed) => push(liveDeps, key, handed));
