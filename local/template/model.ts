import * as z from 'zod';
import { evaluateCondition } from './evaluate-condition.ts';
import { createIdentities } from './identities.ts';
import { loadAssembly } from './load-assembly.ts';
import { createResolver, type Resolve } from './resolver.ts';
import type { Resource, ResourceId, Stack } from './template.ts';

/** A resource with its identity and what is read of its plain properties. */
export interface ModelResource<P> extends ResourceId {
  readonly type: string;
  readonly ref: string;
  readonly arn: string;
  readonly properties: P;
  readonly stackOf: Stack;
  readonly source: Resource;
}

/** The assembly as the runtime sees it: all stacks as one, every value plain. */
export interface Model {
  readonly region: string;
  readonly account: string;
  /**
   * Resources of a CloudFormation type, in template order.
   *
   * @param properties what is read of them
   * @throws Error that names the resource whose properties are others
   */
  ofType<P>(properties: z.ZodType<P>, ...types: string[]): ModelResource<P>[];
  /** Types that the assembly holds. */
  readonly types: readonly string[];
  readonly resolve: Resolve;
  /** Outputs of all stacks by their names, as text. */
  outputs(): Readonly<Record<string, string>>;
}

export const localRegion = 'us-east-1';
export const localAccount = '000000000000';

/**
 * Reads an assembly and resolves it for this machine.
 *
 * @param parameters values of CloudFormation parameters, over the template's defaults
 * @param queueBase URL under which queues are served
 */
export const loadModel = ({
  assemblyDir,
  parameters,
  queueBase,
}: {
  assemblyDir: string;
  parameters: Readonly<Record<string, string>>;
  queueBase: string;
}): Model => {
  const stacks = loadAssembly(assemblyDir);
  const pseudo = {
    'AWS::Region': localRegion,
    'AWS::AccountId': localAccount,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': `arn:aws:cloudformation:${localRegion}:${localAccount}:stack/local`,
  };
  let resolve: Resolve = () => undefined;
  const identities = createIdentities({
    stacks,
    resolve: (stack, value) => resolve(stack, value),
    region: localRegion,
    account: localAccount,
    queueBase,
  });
  resolve = createResolver({ stacks, identities, parameters, pseudo });

  const evaluate = (stack: Stack, name: string): boolean => {
    return evaluateCondition(stack.template.Conditions ?? {}, name, (value) => resolve(stack.name, value));
  };
  const entries = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {})
      .filter(([, { Condition }]) => !Condition || evaluate(stack, Condition))
      .map(([logicalId, source]) => ({ stack, logicalId, source })),
  );

  return {
    region: localRegion,
    account: localAccount,
    resolve,
    outputs: () =>
      Object.fromEntries(
        stacks.flatMap((stack) =>
          Object.entries(stack.template.Outputs ?? {})
            .filter(([, { Condition, Export }]) => !Export && (!Condition || evaluate(stack, Condition)))
            .map(([name, { Value }]) => [name, String(resolve(stack.name, Value))]),
        ),
      ),
    types: [...new Set(entries.map(({ source }) => source.Type))],
    ofType: <P>(properties: z.ZodType<P>, ...types: string[]) =>
      entries
        .filter(({ source }) => types.includes(source.Type))
        .map(({ stack, logicalId, source }) => {
          const id = { stack: stack.name, logicalId };
          const read = properties.safeParse(resolve(stack.name, source.Properties ?? {}));
          if (!read.success)
            throw new Error(`${stack.name}/${logicalId} (${source.Type}):\n${z.prettifyError(read.error)}`);
          return {
            ...id,
            type: source.Type,
            ref: String(identities.ref(id)),
            arn: String(identities.attribute(id, 'Arn')),
            properties: read.data,
            stackOf: stack,
            source,
          };
        }),
  };
};
