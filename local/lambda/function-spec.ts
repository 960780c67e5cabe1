/** What a function is, as the template says. */
export interface DeclaredFunction {
  readonly name: string;
  readonly arn: string;
  /** The function's description, or its name: for people. */
  readonly label: string;
  readonly roleArn: string;
  /** ARN of the log group that its role must be able to write to. */
  readonly logGroupArn: string;
  /** Directory of the bundle. */
  readonly dir: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  /** Environment variables of the template. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Retries of an asynchronous invocation that failed. */
  readonly asyncRetries: number;
}

/** A function with the whole environment that it runs in. */
export interface FunctionSpec extends DeclaredFunction {
  readonly env: Readonly<Record<string, string>>;
}
