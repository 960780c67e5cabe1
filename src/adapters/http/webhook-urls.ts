import type { WebhookUrls } from '../../domain/directory/directory.ts';
import { setting } from '../port.ts';
import { allowedHosts, mayBeCalled } from './public-address.ts';

/** The port that tells which URLs an integration may be given. */
export const webhookUrls = setting(
  'webhookUrls',
  [],
  (): WebhookUrls => ({ mayBeCalled: (url) => mayBeCalled(url, allowedHosts()) }),
);
