import { env as names } from '../../src/contract/env.ts';
import { accessKeyOf } from '../access/access.ts';
import type { DeclaredFunction, FunctionSpec } from './function-spec.ts';

/** Where a function finds what AWS would be. */
export interface Surroundings {
  readonly region: string;
  /** `http://127.0.0.1:PORT`, where the runtime's own endpoints live. */
  readonly base: string;
  /** Where functions reach DynamoDB. */
  readonly dynamodb: string;
  /** Rewrites the URLs of the assembly's own APIs. */
  readonly localise: (text: string) => string;
  /** Whether webhooks may lead to this machine. */
  readonly loopbackWebhooks: boolean;
  /** URL of a server of this machine that stands in for Twilio and Meta. */
  readonly loopbackProviders?: string;
}

/** Gives a function its environment: what Lambda sets, and the template's. Nothing of the host's leaks in. */
export const withEnvironment = (
  declared: DeclaredFunction,
  { region, base, dynamodb, localise, loopbackWebhooks, loopbackProviders }: Surroundings,
): FunctionSpec => {
  const { name, memoryMb, variables } = declared;
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyOf(name),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Lambda's own Node.js is newer than a laptop's may be: the SDK's advice about it would fill the log.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodb,
    AWS_ENDPOINT_URL_SQS: `${base}/_sqs`,
    AWS_ENDPOINT_URL_KMS: `${base}/_kms`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${base}/_secrets`,
    AWS_ENDPOINT_URL_S3: `${base}/_s3`,
    ...(loopbackWebhooks ? { [names.loopbackWebhooks]: 'allowed' } : {}),
    ...(loopbackProviders === undefined ? {} : { [names.loopbackProviders]: loopbackProviders }),
    ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, localise(value)])),
  };
  return { ...declared, env };
};
