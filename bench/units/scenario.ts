import type { Action } from './measure.ts';
import type { World } from './world.ts';

/** One action to count, prepared so that its first run is what its name says. */
export interface Scenario {
  readonly name: string;
  /** REST requests of one such action. */
  readonly requests: number;
  /** WebSocket frames from the client. */
  readonly frames?: number;
  /** Messages of a FIFO queue, each with the call of its consumer. */
  readonly queued?: number;
  /** Messages in the action, where it is one of messages. */
  readonly messages?: number;
  /** Frames that it pushes to the monitor. */
  readonly pushes?: number;
  prepare(world: World): Promise<Action>;
}
