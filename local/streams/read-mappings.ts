import type { Model } from '../template/model.ts';
import type { StreamMapping } from './mapping.ts';

interface Properties {
  readonly EventSourceArn?: string;
  readonly FunctionName: string;
  readonly Enabled?: boolean | string;
  readonly BatchSize?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly ParallelizationFactor?: number;
  readonly StartingPosition?: string;
  readonly FunctionResponseTypes?: readonly string[];
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern: string }[] };
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
}

/** A queue's event source mapping. */
export interface QueueMapping {
  readonly queueArn: string;
  readonly target: string;
  readonly batchSize: number;
  readonly partial: boolean;
  /** Invocations at once. */
  readonly concurrency?: number;
}

/** Event source mappings; `others` names sources that are not served locally. */
export interface Mappings {
  readonly streams: readonly StreamMapping[];
  readonly queues: readonly QueueMapping[];
  readonly others: readonly string[];
}

/** Event source mappings of the assembly. */
export const readMappings = (model: Model): Mappings => {
  const streams: StreamMapping[] = [];
  const queues: QueueMapping[] = [];
  const others: string[] = [];
  for (const { ref: id, properties } of model.ofType<Properties>('AWS::Lambda::EventSourceMapping')) {
    if (String(properties.Enabled ?? true) === 'false') continue;
    const source = properties.EventSourceArn ?? '';
    const tableName = /:table\/([^/]+)\/stream\//.exec(source)?.[1];
    const partial = properties.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false;
    const target = properties.FunctionName;
    if (source.includes(':sqs:')) {
      const concurrency = properties.ScalingConfig?.MaximumConcurrency;
      queues.push({
        queueArn: source,
        target,
        batchSize: Number(properties.BatchSize ?? 10),
        partial,
        ...(concurrency ? { concurrency: Number(concurrency) } : {}),
      });
    } else if (tableName) {
      streams.push({
        ...readStreamMapping(properties),
        id,
        tableName,
        streamArn: source,
        target,
        partial,
      });
    } else others.push(source);
  }
  return { streams, queues, others };
};

const readStreamMapping = (
  properties: Properties,
): Omit<StreamMapping, 'id' | 'tableName' | 'streamArn' | 'target' | 'partial'> => {
  // -1 is AWS's word for "no limit".
  const retries = Number(properties.MaximumRetryAttempts ?? -1);
  const age = Number(properties.MaximumRecordAgeInSeconds ?? -1);
  const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
  return {
    patterns: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
    batchSize: Number(properties.BatchSize ?? 100),
    bisect: properties.BisectBatchOnFunctionError === true,
    parallelization: Number(properties.ParallelizationFactor ?? 1),
    fromStart: properties.StartingPosition !== 'LATEST',
    ...(retries < 0 ? {} : { maxRetries: retries }),
    ...(age < 0 ? {} : { maxAgeMs: age * 1000 }),
    ...(onFailureArn ? { onFailureArn } : {}),
  };
};
