import * as z from 'zod';

/** Every error code, with the HTTP status it travels under and the sentence it says. */
export const errorCodes = {
  'bad.request': { status: 400, message: 'The request is not valid.' },
  'participant.not.monitorable': { status: 400, message: 'This participant cannot be monitored.' },
  'transcript.cursor.unknown': {
    status: 400,
    message: 'No message {afterSeq} exists here; the newest is {headSeq}.',
  },
  'authentication.required': { status: 401, message: 'No valid authentication bearer token was given.' },
  'missing.permissions': { status: 403, message: 'The permission {permission} is needed.' },
  'signature.invalid': { status: 403, message: 'The request is not signed by its integration.' },
  'not.found': { status: 404, message: 'The requested resource was not found.' },
  'method.not.allowed': { status: 405, message: 'The method is not allowed here.' },
  'conversation.already.monitored': { status: 409, message: '{monitorName} monitors this conversation.' },
  'monitor.presence.not.available': {
    status: 409,
    message: 'Monitoring starts only while the presence is Available; it is {systemPresence}.',
  },
  'conversation.not.in.progress': { status: 409, message: 'The conversation is not in progress.' },
  'participant.not.connected': { status: 409, message: 'The participant is not connected.' },
  'participant.already.connected': { status: 409, message: 'The user is connected already.' },
  conflict: { status: 409, message: 'The resource changed meanwhile; read it and try again.' },
  'monitor.lease.lost': { status: 412, message: 'This monitoring session has ended.' },
  'payload.too.large': { status: 413, message: 'The payload exceeds {limitBytes} bytes.' },
  'tenant.moved': { status: 421, message: 'This organization is served at {url}.' },
  'too.many.requests': { status: 429, message: 'Too many requests.' },
  'internal.server.error': { status: 500, message: 'An unexpected error occurred.' },
  'service.unavailable': { status: 503, message: 'The service is busy; try again.' },
  'tenant.moving': { status: 503, message: 'This organization is being moved; nothing was done, try again.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** The Genesys error envelope. `details` names each issue with its path; `messageParams` carries a refusal's facts. */
export const ErrorBody = z
  .object({
    message: z.string(),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    status: z.int(),
    messageParams: z.record(z.string(), z.string()),
    contextId: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.infer<typeof ErrorBody>;
