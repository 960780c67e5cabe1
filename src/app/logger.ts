import { Logger } from '@aws-lambda-powertools/logger';
import { type LogCode, logMessages } from './log-messages.ts';

const logger = new Logger({ serviceName: 'binocular' });

/** What a log line may carry: ids, codes, counts. Never message text, names, addresses or tokens. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one registered line. */
export const log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  code: LogCode,
  fields: LogFields = {},
): void => {
  logger[level](logMessages[code], { code, ...fields });
};
