import { rates } from '../adapters/dynamodb/rate-store.ts';
import { revocations } from '../adapters/dynamodb/settings-store.ts';
import { sockets } from '../adapters/sockets.ts';

/**
 * What a function of frames needs for their sender, beside `channels('get')`. It stands apart from the chain, so that
 * the bundles of $connect and $disconnect do without it.
 */
export const framePorts = [rates('take'), revocations('revokedAt'), sockets('push', 'disconnect')] as const;
