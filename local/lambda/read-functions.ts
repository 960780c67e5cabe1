import { assetDir } from '../template/asset-dir.ts';
import type { Model } from '../template/model.ts';
import type { FunctionSpec } from './function-spec.ts';

interface FunctionProperties {
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/**
 * Functions of the assembly. Those that are not Node.js bundles on disk (custom resource providers with
 * inline code) have no part in serving and are left out.
 *
 * @param base `http://127.0.0.1:PORT`, where the AWS endpoints of the runtime live
 * @param endpoint the DynamoDB engine
 * @param localise rewrites the URLs of the assembly's own APIs
 */
export function readFunctions(
  model: Model,
  { base, endpoint, localise }: { base: string; endpoint: string; localise: (text: string) => string },
): FunctionSpec[] {
  const retries = new Map(
    model
      .ofType<{ FunctionName: string; MaximumRetryAttempts?: number }>('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [properties.FunctionName, properties.MaximumRetryAttempts]),
  );
  return model
    .ofType<FunctionProperties>('AWS::Lambda::Function')
    .filter(({ source, properties }) => {
      const code = source.Properties?.Code as { ZipFile?: unknown } | undefined;
      return (
        properties.Runtime?.startsWith('nodejs') &&
        code?.ZipFile === undefined &&
        !isProvider(source.Metadata)
      );
    })
    .map(({ ref, arn, logicalId, stackOf, source, properties }) => {
      const memoryMb = Number(properties.MemorySize ?? 128);
      const variables = Object.entries(properties.Environment?.Variables ?? {});
      return {
        name: ref,
        arn,
        dir: assetDir(stackOf, logicalId, source),
        handler: properties.Handler ?? 'index.handler',
        timeoutMs: Number(properties.Timeout ?? 3) * 1000,
        memoryMb,
        asyncRetries: Number(retries.get(ref) ?? 2),
        env: {
          ...runtimeEnv({ name: ref, memoryMb, region: model.region, base, endpoint }),
          ...Object.fromEntries(variables.map(([name, value]) => [name, localise(String(value))])),
        },
      };
    });
}

/** CDK's own helpers (auto-delete, log retention) carry their path; they run at deployment only. */
function isProvider(metadata: Readonly<Record<string, unknown>> | undefined): boolean {
  return /Custom::|CustomResourceProvider|LogRetention|framework-on/.test(
    String(metadata?.['aws:cdk:path'] ?? ''),
  );
}

function runtimeEnv(at: { name: string; memoryMb: number; region: string; base: string; endpoint: string }) {
  return {
    // What Lambda itself sets; nothing of the host's environment leaks in.
    AWS_LAMBDA_FUNCTION_NAME: at.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(at.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${at.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: at.region,
    AWS_DEFAULT_REGION: at.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Lambda's own Node.js is newer than a laptop's may be: the SDK's advice about it would fill the log.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    // Where AWS would be.
    AWS_ENDPOINT_URL_DYNAMODB: at.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: at.endpoint,
    AWS_ENDPOINT_URL_SQS: `${at.base}/_sqs`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${at.base}/_secrets`,
  };
}
