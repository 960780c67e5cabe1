import * as z from 'zod';

/** Who a participant is to the conversation; `user` is the monitor's purpose in the details. */
export const Purpose = z.enum(['customer', 'agent', 'acd', 'bot', 'user']);
export type Purpose = z.infer<typeof Purpose>;

/** Why a participant's or a monitor's part in a conversation ended. */
export const DisconnectType = z.enum(['client', 'system', 'transfer', 'session.expired', 'peer', 'other']);
export type DisconnectType = z.infer<typeof DisconnectType>;

/** The field's system presences. */
export const SystemPresence = z.enum([
  'Available',
  'Busy',
  'Away',
  'Break',
  'Meal',
  'Meeting',
  'Training',
  'On Queue',
  'Offline',
]);
export type SystemPresence = z.infer<typeof SystemPresence>;

/** The kind of channel an integration carries. */
export const MessageType = z.enum([
  'webmessaging',
  'open',
  'sms',
  'whatsapp',
  'facebook',
  'instagram',
  'apple',
]);
export type MessageType = z.infer<typeof MessageType>;

/** What a monitoring session does when the monitored agent hands the conversation on. */
export const OnTransfer = z.enum(['follow', 'stop']);
export type OnTransfer = z.infer<typeof OnTransfer>;

/** What a head's `change` can name that others must hear of: the stream's consumers take these and nothing else. */
export const recordedChanges = [
  'started',
  'participant',
  'transferred',
  'monitor',
  'ended',
  'attributes',
  'erased',
  'kept',
] as const;

/** Changes that follow no one's decision (a message, a heartbeat, a move to another installation); no stream consumer is woken by them. */
export const silentChanges = ['message', 'renewed', 'moved'] as const;
