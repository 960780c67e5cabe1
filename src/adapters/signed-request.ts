import type { IntegrationSecret } from '../contract/integration.ts';

/** A provider's request as it was sent: what a signature is made over. */
export interface SignedRequest {
  /** The URL that the provider called. */
  readonly url: string;
  /** A header's value by its lower-case name; empty where it is absent. */
  readonly header: (name: string) => string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The body's very bytes. */
  readonly body: Buffer;
  /** The fields of a body that is a form; none of another. */
  readonly form: Readonly<Record<string, string | string[]>>;
}

/** Whether the holder of this secret made this request. */
export type Signed = (secret: IntegrationSecret, request: SignedRequest) => boolean;
