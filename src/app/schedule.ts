import { type LogFields, log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';

/** A scheduled task as a Lambda handler: it logs what it did, and lets a fault fail the invocation. */
export const schedule =
  <D, F extends LogFields>(needs: Needs<D>, act: (deps: D) => Promise<F>) =>
  async (): Promise<F> => {
    const did = await act(needs.open());
    log('info', 'sweep.done', did);
    return did;
  };
