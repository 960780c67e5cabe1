/** A stream's event source mapping, as the template says. */
export interface StreamMapping {
  readonly id: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly target: string;
  /** A record is passed on when it matches any; with none, always. */
  readonly patterns: readonly unknown[];
  readonly batchSize: number;
  readonly bisect: boolean;
  readonly partial: boolean;
  /** Undefined: until the record leaves the stream. */
  readonly maxRetries?: number;
  readonly maxAgeMs?: number;
  readonly parallelization: number;
  readonly fromStart: boolean;
  /** Queue for the batches that were given up. */
  readonly onFailureArn?: string;
}
