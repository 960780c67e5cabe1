import { patchPresence } from '../../../src/contract/routes/users.ts';
import type { SystemPresence } from '../../../src/contract/words.ts';
import type { LocalApp, Who } from './local-app.ts';

/** Takes on a presence. */
export const changePresenceTo = (app: LocalApp, who: Who, systemPresence: SystemPresence) =>
  app.as(who).call(patchPresence, {
    params: { userId: who.userId },
    body: { presenceDefinition: { systemPresence } },
  });
