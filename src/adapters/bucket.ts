import { AwsClient, AwsV4Signer } from 'aws4fetch';
import { type Access, domainOf } from './port.ts';

interface S3Call {
  readonly headers?: Readonly<Record<string, string>>;
  /** Values without a blank, which a query has two ways to write. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | null;
}

/** S3 refused. The status stands where the SDK's errors have it. */
export class S3Refusal extends Error {
  override readonly name = 'S3Refusal';
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(readonly status: number) {
    super(`S3 answered ${status}`);
    this.$metadata = { httpStatusCode: status };
  }
}

/** How often a request is made again that S3 was too busy for. */
const retries = 3;

/** The requests to one bucket, each signed; the SDK's client for S3 is half as large as all else that a function loads. */
export const bucketOf = (name: string, { endpoint, ...access }: Access) => {
  const credentials = { ...access, service: 's3', retries };
  const client = new AwsClient(credentials);
  const base =
    endpoint === undefined
      ? `https://${name}.s3.${access.region}.${domainOf(access)}`
      : `${endpoint}/${name}`;
  const urlOf = (key: string, query: S3Call['query']) => {
    const url = new URL(`${base}/${key}`);
    for (const [parameter, value] of Object.entries(query ?? {})) url.searchParams.set(parameter, value);
    return url;
  };
  return {
    name,
    /**
     * Makes a request, again where S3 was busy.
     *
     * @throws S3Refusal for any answer but success
     */
    async call(
      method: string,
      key: string,
      { headers = {}, query, body = null }: S3Call = {},
    ): Promise<Response> {
      const answer = await client.fetch(urlOf(key, query), { method, headers, body });
      if (answer.ok) return answer;
      await answer.body?.cancel();
      throw new S3Refusal(answer.status);
    },
    /** An address that does one request for so many ms from a time on, and only with all of these headers. */
    async sign(
      method: string,
      key: string,
      { now, forMs, headers = {}, query }: S3Call & { readonly now: number; readonly forMs: number },
    ): Promise<string> {
      const signed = await new AwsV4Signer({
        ...credentials,
        method,
        headers,
        url: String(urlOf(key, { ...query, 'X-Amz-Expires': String(forMs / 1000) })),
        datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
        signQuery: true,
        allHeaders: true,
      }).sign();
      return String(signed.url);
    },
  };
};

export type BucketCalls = ReturnType<typeof bucketOf>;
