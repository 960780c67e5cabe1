import type { Sockets } from '../../domain/sockets/fan-out.ts';
import { deps } from './deps.ts';
import { sockets } from './sockets.ts';

/** As `deps`, with sockets to push to; opened by the first push, so that who pushes nothing pays for none. */
export const liveDeps: typeof deps & { readonly sockets: Sockets } = Object.create(deps, {
  sockets: { get: sockets, enumerable: true },
});
