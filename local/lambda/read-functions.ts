import * as z from 'zod';
import { assetDir } from '../template/asset-dir.ts';
import type { Model, ModelResource } from '../template/model.ts';
import { number, texts } from '../template/scalars.ts';
import type { DeclaredFunction } from './function-spec.ts';

const FunctionProperties = z.object({
  Code: z.object({ ZipFile: z.string().optional(), S3Key: z.string().optional() }).default({}),
  Description: z.string().optional(),
  Role: z.string().default(''),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).default({}),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  Environment: z.object({ Variables: texts }).prefault({}),
});
const InvokeProperties = z.object({ FunctionName: z.string(), MaximumRetryAttempts: number.default(2) });

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
  const retries = new Map(
    model
      .ofType(InvokeProperties, 'AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [properties.FunctionName, properties.MaximumRetryAttempts]),
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
        asyncRetries: retries.get(ref) ?? 2,
        variables: properties.Environment.Variables,
      };
    });
};
