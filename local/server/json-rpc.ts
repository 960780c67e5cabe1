import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, readAccessKey } from '../access/access.ts';
import { deniedAnswer, JsonFault, type JsonInput, type ServiceAnswer } from '../access/denied-answer.ts';
import type { Call } from '../access/policy.ts';
import { readBody } from '../http/read-body.ts';
import { callKeys, type Keys, keysCall } from '../keys/keys.ts';
import type { Queues } from '../queues/queues.ts';
import { callSqs, sqsCall } from '../queues/sqs-api.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { callSecrets, secretsCall } from '../secrets/secrets-api.ts';

const bodyLimitBytes = 1024 * 1024;

/** Services behind AWS's JSON protocol. */
export interface JsonServices {
  readonly queues: Queues;
  readonly secrets: Secrets;
  readonly keys: Keys;
  readonly access: Access;
}

/** How one of them is served, by the name that it has in the `x-amz-target` header. */
interface JsonService {
  readonly denied: (message: string) => ServiceAnswer;
  /** What a call asks to be allowed. */
  readonly asks: (services: JsonServices, action: string, input: JsonInput) => Call;
  readonly answers: (services: JsonServices, action: string, input: JsonInput) => unknown;
}

const served: ReadonlyMap<string, JsonService> = new Map([
  [
    'AmazonSQS',
    {
      denied: deniedAnswer.sqs,
      asks: ({ queues }, action, input) => sqsCall(queues, action, input),
      answers: ({ queues }, action, input) => callSqs(queues, action, input),
    },
  ],
  [
    'secretsmanager',
    {
      denied: deniedAnswer.secretsmanager,
      asks: ({ secrets }, action, input) => secretsCall(secrets, action, input),
      answers: ({ secrets }, action, input) => callSecrets(secrets, action, input),
    },
  ],
  [
    // KMS.
    'TrentService',
    {
      denied: deniedAnswer.secretsmanager,
      asks: (_services, action, input) => keysCall(action, input),
      answers: ({ keys }, action, input) => callKeys(keys, action, input),
    },
  ],
]);

const json = (statusCode: number, body: unknown): ServiceAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const refusal = (type: string, message: string): ServiceAnswer => json(400, { __type: type, message });

const answer = async (
  services: JsonServices,
  message: IncomingMessage,
  body: Buffer | undefined,
): Promise<ServiceAnswer> => {
  const [name = '', action = ''] = String(message.headers['x-amz-target'] ?? '').split('.');
  const service = served.get(name);
  if (service === undefined)
    return refusal('UnknownOperationException', `${name}.${action} is not served locally`);
  try {
    const input = JSON.parse(body?.toString('utf8') || '{}') as JsonInput;
    const asked = [service.asks(services, action, input)];
    const denied = services.access.denial(readAccessKey(message.headers.authorization), asked);
    return denied ? service.denied(denied) : json(200, await service.answers(services, action, input));
  } catch (error) {
    if (error instanceof JsonFault) return refusal(error.type, error.message);
    return refusal('SerializationException', 'not a valid request');
  }
};

/** Answers AWS's JSON protocol for SQS, Secrets Manager and KMS, by the `x-amz-target` header. */
export const serveJsonRpc = async (
  services: JsonServices,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { statusCode, headers, body } = await answer(
    services,
    message,
    await readBody(message, bodyLimitBytes),
  );
  response.writeHead(statusCode, headers);
  response.end(body);
};
