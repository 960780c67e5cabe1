import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { flag, number } from '../template/scalars.ts';
import type { StreamMapping } from './mapping.ts';

/** -1 is AWS's word for "no limit". */
const limit = number.default(-1);
const Properties = z.object({
  EventSourceArn: z.string().default(''),
  FunctionName: z.string(),
  Enabled: flag.default(true),
  BatchSize: number.optional(),
  BisectBatchOnFunctionError: flag.default(false),
  MaximumRetryAttempts: limit,
  MaximumRecordAgeInSeconds: limit,
  ScalingConfig: z.object({ MaximumConcurrency: number.optional() }).default({}),
  ParallelizationFactor: number.default(1),
  StartingPosition: z.string().optional(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).prefault({}),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string().optional() }).default({}) })
    .prefault({}),
});

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
  for (const { ref: id, properties } of model.ofType(Properties, 'AWS::Lambda::EventSourceMapping')) {
    if (!properties.Enabled) continue;
    const source = properties.EventSourceArn;
    const tableName = /:table\/([^/]+)\/stream\//.exec(source)?.[1];
    const partial = properties.FunctionResponseTypes.includes('ReportBatchItemFailures');
    const target = properties.FunctionName;
    if (source.includes(':sqs:')) {
      const concurrency = properties.ScalingConfig.MaximumConcurrency;
      queues.push({
        queueArn: source,
        target,
        batchSize: properties.BatchSize ?? 10,
        partial,
        ...(concurrency ? { concurrency } : {}),
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
  properties: z.infer<typeof Properties>,
): Omit<StreamMapping, 'id' | 'tableName' | 'streamArn' | 'target' | 'partial'> => {
  const retries = properties.MaximumRetryAttempts;
  const age = properties.MaximumRecordAgeInSeconds;
  const onFailureArn = properties.DestinationConfig.OnFailure.Destination;
  return {
    patterns: properties.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
    batchSize: properties.BatchSize ?? 100,
    bisect: properties.BisectBatchOnFunctionError,
    parallelization: properties.ParallelizationFactor,
    fromStart: properties.StartingPosition !== 'LATEST',
    ...(retries < 0 ? {} : { maxRetries: retries }),
    ...(age < 0 ? {} : { maxAgeMs: age * 1000 }),
    ...(onFailureArn ? { onFailureArn } : {}),
  };
};
