/** What is used of packages that come without types, or leave it out of them. */
declare module 'dynamodb-lock-client' {
  import type { DynamoDB } from 'aws-sdk';

  export interface Lock {
    readonly fencingToken: number;
    release(done: (error?: Error) => void): void;
  }
  export class FailOpen {
    constructor(config: {
      readonly dynamodb: DynamoDB.DocumentClient;
      readonly lockTable: string;
      readonly partitionKey: string;
      readonly leaseDurationMs: number;
      readonly heartbeatPeriodMs?: number;
      readonly trustLocalTime?: boolean;
      readonly retryCount?: number;
    });
    acquireLock(id: string, done: (error: Error | undefined, lock?: Lock) => void): void;
  }
}
