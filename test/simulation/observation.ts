import type { ServerFrame } from '../../src/contract/frames.ts';
import type { Head } from '../../src/domain/head/head.ts';
import type { Failure } from '../../src/domain/shared/failure.ts';
import type { Entry } from '../../src/domain/transcript/message.ts';
import type { Actor } from './actor.ts';
import type { Task } from './task.ts';

/** Something that happened, at the moment when it did. */
export type Observation =
  | {
      readonly kind: 'head';
      readonly old: Head | undefined;
      readonly next: Head;
      readonly by: Task | undefined;
    }
  | { readonly kind: 'stored'; readonly entry: Entry }
  | { readonly kind: 'answer'; readonly task: Task; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly task: Task; readonly failure: Failure }
  | {
      readonly kind: 'frame';
      readonly to: Actor;
      readonly frame: ServerFrame;
      readonly by: Task | undefined;
    };
