import { GuestMessage, GuestMessageInput } from '../guest.ts';
import { defineRoute } from '../route.ts';

/** Sends a message as the guest. */
export const sendGuestMessage = defineRoute({
  name: 'send-guest-message',
  method: 'POST',
  path: '/webmessaging/messages',
  summary: 'Sends a message as the guest',
  tag: 'Web messaging',
  permissions: [],
  authorizer: 'guest',
  body: GuestMessageInput,
  response: GuestMessage,
  statuses: [201],
  errors: ['bad.request', 'not.found', 'payload.too.large'],
  answersFirst: true,
});
