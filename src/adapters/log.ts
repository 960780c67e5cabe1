import { Logger } from '@aws-lambda-powertools/logger';

/** Every line that can be logged. A line carries ids and codes beside this, and nothing that a person wrote. */
export const logMessages = {
  'request.refused': 'A request was refused with a code of the contract.',
  'request.failed': 'A request failed unexpectedly.',
  'frame.refused': 'A frame was refused with a code of the contract.',
  'frame.failed': 'A frame failed unexpectedly.',
  'token.refused': 'A token was refused.',
  'ticket.refused': 'A ticket was refused.',
  'origin.refused': 'A socket from an origin that is not allowed was refused.',
  'push.failed': 'A push failed after its retries.',
  'push.gone': 'A push met a socket that has gone.',
  pushed: 'What a stream handed over was pushed; its oldest message had this age then.',
  arrived: 'A monitor told the largest age that a live message had when it came to their client.',
  'record.failed': 'A stream record failed and will be tried again.',
  'signature.refused': 'A request that its provider did not sign was refused.',
  'delivery.refused': 'A provider refused a message for good.',
  'delivery.failed': 'A message could not be handed to its provider and will be tried again.',
  'fetch.failed': 'A file could not be fetched from its provider and will be tried again.',
  'fetch.refused': 'A file of a provider cannot be had.',
  'sweep.done': 'Expired sessions were swept.',
  'canary.done': 'The main job was done from outside.',
  'canary.failed': 'The main job failed, after this step.',
} as const;

const logger = new Logger({ serviceName: 'binocular' });

/** What a log line may carry: ids, codes, counts. Never message text, names, addresses or tokens. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one registered line. */
export const log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  code: keyof typeof logMessages,
  fields: LogFields = {},
): void => {
  logger[level](logMessages[code], { code, ...fields });
};
