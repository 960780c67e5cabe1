import type { PartitionLimits } from './engine/partition-limits.ts';
import type { StreamLatency } from './streams/stream-latency.ts';
import type { WebsocketLimits } from './websocket/websocket-api.ts';

/** How to run the assembly on this machine. */
export interface LocalOptions {
  /** Directory that `cdk synth` wrote. */
  readonly assemblyDir: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Keeps tables, queues, secrets, keys and checkpoints; left out, everything lives in memory. */
  readonly dataDir?: string;
  /** Environments per function; 4 by default. */
  readonly concurrency?: number;
  /** Environments of all functions, without a bound by default; more only while more work at once. */
  readonly environments?: number;
  /** Milliseconds after which an environment without work is stopped; 60,000 by default. */
  readonly idleMs?: number;
  /** Receives what functions print. */
  readonly log?: (source: string, line: string) => void;
  /** Receives what the developer should know: that the engine was started again. */
  readonly notice?: (line: string) => void;
  /** Shorter limits for tests. */
  readonly websocket?: Partial<WebsocketLimits>;
  /** Milliseconds between two passes of the TTL sweeper; 10,000 by default. */
  readonly ttlSweepMs?: number;
  /** Partitions of each table, and so shards of its stream; 2 by default. */
  readonly partitions?: number;
  /** Milliseconds after which all shards of the streams are replaced by others; left out, they stay. */
  readonly reshardMs?: number;
  /** Units a second of each partition, beyond which the engine's door refuses; left out, nothing is throttled. */
  readonly partitionLimits?: PartitionLimits;
  /** Concurrent executions of the account, beyond which Lambda refuses; left out, what is beyond waits. */
  readonly accountConcurrency?: number;
  /** Milliseconds that a cold start takes beside the loading of the bundle; none unless given. */
  readonly coldStartMs?: number;
  /** How long stream records take to their consumers; left out, no longer than it takes. */
  readonly streamLatency?: StreamLatency;
  /** The console's files, built or being built, and what it reads from `/config.json`; left out, no page is served. */
  readonly console?: { readonly dir: string | Promise<string>; readonly config: unknown };
  /** Lets open integrations name servers of this machine, without TLS: an operator's choice, for trying things out. */
  readonly loopbackWebhooks?: boolean;
  /** URL of a server of this machine that stands in for Twilio and Meta; lets webhooks lead to this machine too. */
  readonly loopbackProviders?: string;
  /** Values of CloudFormation parameters over the runtime's own. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A running local runtime. */
export interface Local {
  readonly url: string;
  /** Where the WebSocket API of the first stage is opened, without a query. */
  readonly wsUrl: string;
  readonly engineEndpoint: string;
  /** Process group of an embedded engine, for tests that kill it. */
  enginePid(): number | undefined;
  /** The functions that have environments, by name, and a way to end one of them: for those who try what follows. */
  functions(): readonly { readonly name: string; crash(): void }[];
  /** What of the assembly is not served, a sentence each. */
  readonly notices: readonly string[];
  /** Tables at the engine, by their name. */
  readonly tableNames: readonly string[];
  /** Milliseconds from the call to serving. */
  readonly startedInMs: number;
  stop(): Promise<void>;
}
