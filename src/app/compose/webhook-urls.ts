import { type Allowed, mayBeCalled } from '../../adapters/http/public-address.ts';
import { env } from '../../contract/env.ts';
import type { WebhookUrls } from '../../domain/routing/directory.ts';

/** Which addresses may be called: public ones, and those of this machine where a laptop's operator lets them. */
export const allowedHosts = (): Allowed => ({ loopback: process.env[env.loopbackWebhooks] === 'allowed' });

/** Which URLs an integration may be given. */
export const webhookUrls: WebhookUrls = { mayBeCalled: (url) => mayBeCalled(url, allowedHosts()) };
