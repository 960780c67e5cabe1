/** What a function's asynchronous invocations come to, as its template says. */
export interface AsyncSettings {
  /** Times that an event comes again to a function that failed. */
  readonly retries: number;
  /** Milliseconds after which an event is given up. */
  readonly maxAgeMs: number;
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
  readonly deadLetterArn?: string;
}

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
  readonly asynchronous: AsyncSettings;
  /** Executions at a time that are its own, and no more. */
  readonly reservedConcurrency?: number;
}

/** A function with the whole environment that it runs in. */
export interface FunctionSpec extends DeclaredFunction {
  readonly env: Readonly<Record<string, string>>;
}

/** Name in a function's ARN or name, with or without a qualifier, also within an integration's URI. */
export const functionName = (reference: string): string => {
  return /:function:([A-Za-z0-9_-]+)/.exec(reference)?.[1] ?? reference.replace(/:.*$/, '');
};
