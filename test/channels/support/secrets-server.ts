import { afterAll, beforeAll } from 'vitest';
import { type JsonServices, startJsonServices } from '../../support/json-services.ts';

/** Secrets Manager as the local runtime serves it, empty, for the tests of one file; SQS beside it. */
export const useSecretsServer = (): {
  readonly endpoint: () => string;
  readonly calls: readonly string[];
  /** The bodies of what was sent to a queue. */
  readonly queued: () => readonly string[];
} => {
  let services: JsonServices | undefined;
  beforeAll(async () => {
    services = await startJsonServices();
  });
  afterAll(() => services?.stop());
  const started = (): JsonServices => {
    if (services === undefined) throw new Error('not started yet');
    return services;
  };
  return {
    endpoint: () => started().endpoint,
    get calls() {
      return started().calls;
    },
    queued: () =>
      started()
        .queue.messages()
        .map(({ body }) => body),
  };
};
