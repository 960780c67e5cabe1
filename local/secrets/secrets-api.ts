import { JsonFault, type JsonInput } from '../access/denied-answer.ts';
import type { Call } from '../access/policy.ts';
import type { Secrets } from './secrets.ts';

/** What a call of Secrets Manager asks to be allowed. */
export const secretsCall = (secrets: Secrets, action: string, input: JsonInput): Call => {
  const id = String(action === 'CreateSecret' ? input.Name : input.SecretId);
  return { action: `secretsmanager:${action}`, resource: secrets.get(id)?.arn ?? secrets.arnOf(id) };
};

/**
 * Answers one call of the Secrets Manager JSON protocol.
 *
 * @param action such as `GetSecretValue`
 * @throws JsonFault for an unknown secret or action, and for a secret that exists already
 */
export const callSecrets = (secrets: Secrets, action: string, input: JsonInput): unknown => {
  if (action === 'CreateSecret') {
    const name = String(input.Name);
    if (secrets.create(name, String(input.SecretString))) return { ARN: secrets.get(name)?.arn, Name: name };
    throw new JsonFault('ResourceExistsException', 'The operation failed because the secret already exists.');
  }
  const id = String(input.SecretId);
  const secret = secrets.get(id);
  if (!secret)
    throw new JsonFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const { arn: ARN, name: Name, value } = secret;
  switch (action) {
    case 'GetSecretValue':
      return { ARN, Name, VersionStages: ['AWSCURRENT'], SecretString: value };
    case 'PutSecretValue':
      secrets.put(id, String(input.SecretString));
      return { ARN, Name, VersionStages: ['AWSCURRENT'] };
    case 'DeleteSecret':
      secrets.remove(id);
      return { ARN, Name };
    default:
      throw new JsonFault('UnknownOperationException', `${action} is not served locally`);
  }
};
