import * as z from 'zod';
import { assetDir } from '../template/asset-dir.ts';
import type { Model, ModelResource } from '../template/model.ts';
import { number, texts } from '../template/scalars.ts';
import { type AsyncSettings, type DeclaredFunction, functionName } from './function-spec.ts';

const FunctionProperties = z.object({
  Code: z.object({ ZipFile: z.string().optional(), S3Key: z.string().optional() }).default({}),
  Description: z.string().optional(),
  Role: z.string().default(''),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).default({}),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  ReservedConcurrentExecutions: number.optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).default({}),
  Environment: z.object({ Variables: texts }).prefault({}),
});
const Destination = z.object({ Destination: z.string().optional() }).default({});
/** Lambda's own settings where the template has none: two retries within six hours. */
const InvokeProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: number.default(2),
  MaximumEventAgeInSeconds: number.default(6 * 3_600),
  DestinationConfig: z.object({ OnSuccess: Destination, OnFailure: Destination }).prefault({}),
});

const asyncSettings = (
  config: z.output<typeof InvokeProperties> = InvokeProperties.parse({ FunctionName: '' }),
  deadLetterArn: string | undefined,
): AsyncSettings => {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds, DestinationConfig } = config;
  const onSuccessArn = DestinationConfig.OnSuccess.Destination;
  const onFailureArn = DestinationConfig.OnFailure.Destination;
  return {
    retries,
    maxAgeMs: MaximumEventAgeInSeconds * 1_000,
    ...(onSuccessArn === undefined ? {} : { onSuccessArn }),
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
};

/** CDK's own helpers (auto-delete, log retention) carry their path; they run at deployment only. */
const isProvider = (metadata: Readonly<Record<string, unknown>> | undefined): boolean =>
  /Custom::|CustomResourceProvider|LogRetention|framework-on/.test(String(metadata?.['aws:cdk:path'] ?? ''));

const isServed = ({ source, properties }: ModelResource<z.infer<typeof FunctionProperties>>): boolean => {
  const onDisk = properties.Runtime.startsWith('nodejs') && properties.Code.ZipFile === undefined;
  return onDisk && !isProvider(source.Metadata);
};

/**
 * Functions of the assembly. Those that are not Node.js bundles on disk (custom resource providers with
 * inline code) have no part in serving and are left out.
 *
 * @throws Error when the code of a function is not in the assembly
 */
export const readFunctions = (model: Model): readonly DeclaredFunction[] => {
  const configs = new Map(
    model
      .ofType(InvokeProperties, 'AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [functionName(properties.FunctionName), properties]),
  );
  return model
    .ofType(FunctionProperties, 'AWS::Lambda::Function')
    .filter(isServed)
    .map(({ ref, arn, logicalId, stackOf, source, properties }) => {
      const logGroup = properties.LoggingConfig.LogGroup ?? `/aws/lambda/${ref}`;
      return {
        name: ref,
        arn,
        label: properties.Description ?? ref,
        roleArn: properties.Role,
        logGroupArn: `arn:aws:logs:${model.region}:${model.account}:log-group:${logGroup}`,
        dir: assetDir(stackOf, logicalId, source, properties.Code.S3Key),
        handler: properties.Handler,
        timeoutMs: properties.Timeout * 1000,
        memoryMb: properties.MemorySize,
        asynchronous: asyncSettings(configs.get(ref), properties.DeadLetterConfig.TargetArn),
        ...(properties.ReservedConcurrentExecutions === undefined
          ? {}
          : { reservedConcurrency: properties.ReservedConcurrentExecutions }),
        variables: properties.Environment.Variables,
      };
    });
};
