import { authorizeGuest } from '../../src/app/authorize/authorize-guest.ts';
import { guestDeps } from '../../src/app/compose/guest-deps.ts';
import { verifyGuest } from '../../src/domain/messages/guest-session.ts';

export const handler = authorizeGuest((token) => verifyGuest(guestDeps, token));
