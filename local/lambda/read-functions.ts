import { assetDir } from '../template/asset-dir.ts';
import type { Model, ModelResource } from '../template/model.ts';
import type { DeclaredFunction } from './function-spec.ts';

interface FunctionProperties {
  readonly Description?: string;
  readonly Role?: string;
  readonly LoggingConfig?: { readonly LogGroup?: string };
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/** CDK's own helpers (auto-delete, log retention) carry their path; they run at deployment only. */
const isProvider = (metadata: Readonly<Record<string, unknown>> | undefined): boolean =>
  /Custom::|CustomResourceProvider|LogRetention|framework-on/.test(String(metadata?.['aws:cdk:path'] ?? ''));

const isServed = ({ source, properties }: ModelResource<FunctionProperties>): boolean => {
  const code = source.Properties?.Code as { ZipFile?: unknown } | undefined;
  const onDisk = properties.Runtime?.startsWith('nodejs') && code?.ZipFile === undefined;
  return onDisk === true && !isProvider(source.Metadata);
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
      .ofType<{ FunctionName: string; MaximumRetryAttempts?: number }>('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [properties.FunctionName, properties.MaximumRetryAttempts]),
  );
  return model
    .ofType<FunctionProperties>('AWS::Lambda::Function')
    .filter(isServed)
    .map(({ ref, arn, logicalId, stackOf, source, properties }) => {
      const logGroup = properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${ref}`;
      const variables = Object.entries(properties.Environment?.Variables ?? {});
      return {
        name: ref,
        arn,
        label: properties.Description ?? ref,
        roleArn: String(properties.Role),
        logGroupArn: `arn:aws:logs:${model.region}:${model.account}:log-group:${logGroup}`,
        dir: assetDir(stackOf, logicalId, source),
        handler: properties.Handler ?? 'index.handler',
        timeoutMs: Number(properties.Timeout ?? 3) * 1000,
        memoryMb: Number(properties.MemorySize ?? 128),
        asyncRetries: Number(retries.get(ref) ?? 2),
        variables: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
      };
    });
};
