import { dynamoGuestStore } from '../../adapters/dynamodb/guest-store.ts';
import { env } from '../../contract/env.ts';
import type { GuestStore } from '../../domain/messages/guest-session.ts';
import { environment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { client } from './client.ts';
import { deps } from './deps.ts';

const guests = lazy(() => dynamoGuestStore(client(), environment(env.socketsTable)));

/** As `deps`, with the guests. */
export const guestDeps: typeof deps & { readonly guests: GuestStore } = Object.create(deps, {
  guests: { get: guests, enumerable: true },
});
