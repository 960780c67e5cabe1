import type { ServerFrame } from '../../contract/frames.ts';

/** What became of a push: the socket has it, the socket is gone for good, or it could not be reached in time. */
export type Pushed = 'sent' | 'gone' | 'failed';

/** Open sockets. Pushing never throws: a dead socket must not fail the sender. */
export interface Sockets {
  push(connectionId: string, frame: ServerFrame): Promise<Pushed>;
  disconnect(connectionId: string): Promise<void>;
}
