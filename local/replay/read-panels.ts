import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { journeyPanels } from '../../src/contract/journey.ts';
import type { Panel } from '../../src/contract/panel.ts';
import { getPanels } from '../../src/contract/routes/panels.ts';
import type { Actor } from './cast.ts';

/** Reads the contextual panels of a conversation as the one who monitors it: those that the agent's desktop set. */
export const readPanels = async (
  { client }: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<readonly Panel[]> => {
  const { entities } = await retrying(systemRuntime, { attempts: 8, signal }, () =>
    client.call(getPanels, { params: { conversationId }, signal }),
  );
  return entities.filter(({ id }) => !Object.values<string>(journeyPanels).includes(id));
};
