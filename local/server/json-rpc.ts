import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, readAccessKey } from '../access/access.ts';
import { deniedAnswer, type ServiceAnswer } from '../access/denied-answer.ts';
import { readBody } from '../http/read-body.ts';
import { callKeys, type Keys, KeysFault, keysCall } from '../keys/keys.ts';
import type { Queues } from '../queues/queues.ts';
import { callSqs, SqsFault, sqsCall } from '../queues/sqs-api.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { callSecrets, SecretsFault, secretsCall } from '../secrets/secrets-api.ts';

const bodyLimitBytes = 1024 * 1024;

/** Services behind AWS's JSON protocol. */
export interface JsonServices {
  readonly queues: Queues;
  readonly secrets: Secrets;
  readonly keys: Keys;
  readonly access: Access;
}

type Input = Readonly<Record<string, unknown>>;

const json = (statusCode: number, body: unknown): ServiceAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const answer = async (
  { queues, secrets, keys, access }: JsonServices,
  message: IncomingMessage,
  body: Buffer | undefined,
): Promise<ServiceAnswer> => {
  const [service, action = ''] = String(message.headers['x-amz-target'] ?? '').split('.');
  const accessKey = readAccessKey(message.headers.authorization);
  try {
    const input = JSON.parse(body?.toString('utf8') || '{}') as Input;
    if (service === 'AmazonSQS') {
      const denied = access.denial(accessKey, [sqsCall(queues, action, input)]);
      return denied ? deniedAnswer.sqs(denied) : json(200, await callSqs(queues, action, input));
    }
    if (service === 'secretsmanager') {
      const denied = access.denial(accessKey, [secretsCall(secrets, action, input)]);
      return denied ? deniedAnswer.secretsmanager(denied) : json(200, callSecrets(secrets, action, input));
    }
    if (service === 'TrentService') {
      const denied = access.denial(accessKey, [keysCall(action, input)]);
      return denied ? deniedAnswer.secretsmanager(denied) : json(200, callKeys(keys, action, input));
    }
  } catch (error) {
    if (error instanceof KeysFault || error instanceof SqsFault || error instanceof SecretsFault)
      return json(400, { __type: error.type, message: error.message });
    return json(400, { __type: 'SerializationException', message: 'not a valid request' });
  }
  return json(400, {
    __type: 'UnknownOperationException',
    message: `${service}.${action} is not served locally`,
  });
};

/** Answers AWS's JSON protocol for SQS and Secrets Manager, by the `x-amz-target` header. */
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
