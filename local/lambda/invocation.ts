/** An error as Lambda reports it to the invoker. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What an invocation came to. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: FunctionError };

/** Receives a streamed response while the invocation runs. */
export interface StreamSink {
  contentType(value: string): void;
  chunk(bytes: Uint8Array): void;
  /** The handler ended its stream; the invocation may still run. */
  end(): void;
}

/** Bytes of a synchronous request or response payload (Lambda quota). */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;
