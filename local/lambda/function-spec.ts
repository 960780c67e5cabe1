/** What a function is, as the template says. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  /** Directory of the bundle. */
  readonly dir: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Retries of an asynchronous invocation that failed. */
  readonly asyncRetries: number;
}
