import { setTimeout } from 'node:timers/promises';
import type { Pause } from '../../domain/shared/clock.ts';
import type { Sockets } from '../../domain/sockets/fan-out.ts';
import { deps } from './deps.ts';
import { sockets } from './sockets.ts';

/** As `deps`, with sockets to push to: for stream consumers and frames, and for no request of REST. */
export const liveDeps: typeof deps & { readonly sockets: Sockets; readonly pause: Pause } = Object.create(
  deps,
  {
    sockets: { get: sockets, enumerable: true },
    pause: { value: (ms: number) => setTimeout(ms), enumerable: true },
  },
);
