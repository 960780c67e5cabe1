import middy from '@middy/core';
import { type LogFields, log } from '../logger.ts';

/** A scheduled task as a Lambda handler: it logs what it did, and lets a fault fail the invocation. */
export const schedule = (act: () => Promise<LogFields>) =>
  middy(async () => {
    const did = await act();
    log('info', 'sweep.done', did);
    return did;
  });
