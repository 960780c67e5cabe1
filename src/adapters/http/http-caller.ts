/** A request to a provider. */
export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a provider answered. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: string;
}

/** The one way out to other people's servers. Throws where no answer came. */
export type HttpCaller = (request: OutboundRequest) => Promise<ProviderAnswer>;

/** Milliseconds until an answer must have come; ten messages of a batch fit into the consumer's minute. */
const answerMs = 10_000;
/** Characters of an answer that are read; what we need of one is an id or a code. */
const answerChars = 65_536;

/** Posts with the platform's fetch. A redirect is an answer and is not followed: it could lead anywhere. */
export const fetchCaller: HttpCaller = async ({ url, headers, body }) => {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(answerMs),
  });
  return { status: response.status, body: (await response.text()).slice(0, answerChars) };
};
