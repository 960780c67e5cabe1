import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import type { Queues } from '../queues/queues.ts';
import { callSqs, SqsFault } from '../queues/sqs-api.ts';
import type { Secrets } from '../secrets/secrets.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Answers AWS's JSON protocol for SQS and Secrets Manager, by the `x-amz-target` header. */
export async function serveJsonRpc(
  services: { queues: Queues; secrets: Secrets },
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (statusCode: number, body: unknown) => {
    response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  };
  const [service, action = ''] = String(message.headers['x-amz-target'] ?? '').split('.');
  const body = await readBody(message, BODY_LIMIT_BYTES);
  try {
    const input = JSON.parse(body?.toString('utf8') || '{}') as Record<string, unknown>;
    if (service === 'AmazonSQS') return reply(200, await callSqs(services.queues, action, input));
    if (service === 'secretsmanager') return replySecret(services.secrets, action, input, reply);
    reply(400, {
      __type: 'UnknownOperationException',
      message: `${service}.${action} is not served locally`,
    });
  } catch (error) {
    if (error instanceof SqsFault) return reply(400, { __type: error.type, message: error.message });
    reply(400, { __type: 'SerializationException', message: 'not a valid request' });
  }
}

function replySecret(
  secrets: Secrets,
  action: string,
  input: Readonly<Record<string, unknown>>,
  reply: (statusCode: number, body: unknown) => void,
): void {
  if (action === 'CreateSecret') {
    createSecret(secrets, input, reply);
    return;
  }
  const id = String(input.SecretId);
  const secret = secrets.get(id);
  if (!secret) {
    const message = "Secrets Manager can't find the specified secret.";
    reply(400, { __type: 'ResourceNotFoundException', message });
    return;
  }
  const version = { ARN: secret.arn, Name: secret.name, VersionStages: ['AWSCURRENT'] };
  if (action === 'GetSecretValue') reply(200, { ...version, SecretString: secret.value });
  else if (action === 'PutSecretValue') {
    secrets.put(id, String(input.SecretString));
    reply(200, version);
  } else if (action === 'DeleteSecret') {
    secrets.remove(id);
    reply(200, { ARN: secret.arn, Name: secret.name });
  } else reply(400, { __type: 'UnknownOperationException', message: `${action} is not served locally` });
}

function createSecret(
  secrets: Secrets,
  input: Readonly<Record<string, unknown>>,
  reply: (statusCode: number, body: unknown) => void,
): void {
  const name = String(input.Name);
  if (secrets.create(name, String(input.SecretString))) {
    reply(200, { ARN: secrets.get(name)?.arn, Name: name });
    return;
  }
  const message = 'The operation failed because the secret already exists.';
  reply(400, { __type: 'ResourceExistsException', message });
}
