import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { Panel } from '../../src/contract/panel.ts';
import { getPanels } from '../../src/contract/routes/panels.ts';
import type { Actor } from './cast.ts';

/** Reads the contextual panels of a conversation as the one who monitors it. */
export const readPanels = async (
  { client }: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<readonly Panel[]> => {
  const { entities } = await retrying(systemRuntime, { attempts: 8, signal }, () =>
    client.call(getPanels, { params: { conversationId }, signal }),
  );
  return entities;
};
