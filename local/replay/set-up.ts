import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import type { Cast } from './cast.ts';

const channels = ['webmessaging', 'open', 'sms', 'whatsapp', 'facebook'] as const;

/** The integration that a channel's conversations come in by. */
export const integrationOf = (name: string, channel: (typeof channels)[number]): string =>
  `${name}-${channel}`;

/** Makes the queue and one integration a channel; doing so again changes nothing. */
export const setUp = async (cast: Cast, name: string, label: string, signal?: AbortSignal): Promise<void> => {
  const { call } = cast.administrator.client;
  const patience = { attempts: 8, ...(signal === undefined ? {} : { signal }) };
  await retrying(systemRuntime, patience, () =>
    call(putQueue, { params: { queueId: name }, body: { name: label, division: { id: 'home' } } }),
  );
  for (const messageType of channels)
    await retrying(systemRuntime, patience, () =>
      call(putIntegration, {
        params: { integrationId: integrationOf(name, messageType) },
        body: { messageType, queue: { id: name } },
      }),
    );
};
