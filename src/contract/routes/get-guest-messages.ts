import { GuestMessages, GuestQuery } from '../guest.ts';
import { defineRoute } from '../route.ts';

/** Reads the guest's own conversation. */
export const getGuestMessages = defineRoute({
  name: 'get-guest-messages',
  method: 'GET',
  path: '/webmessaging/messages',
  summary: "Reads the guest's own conversation",
  tag: 'Web messaging',
  permissions: [],
  authorizer: 'guest',
  query: GuestQuery,
  response: GuestMessages,
  statuses: [200],
  errors: ['bad.request', 'transcript.cursor.unknown'],
});
