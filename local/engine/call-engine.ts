/** A refusal of the engine, named as AWS names it. */
export class EngineFault extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Calls the engine in its own wire format, so that stream records reach functions exactly as they are.
 *
 * @param target such as `DynamoDBStreams_20120810.GetRecords`
 * @throws EngineFault when the engine refuses
 */
export const callEngine = async <T>(endpoint: string, target: string, input: unknown): Promise<T> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      // The engine wants a signature to be present; it verifies none.
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as { __type?: string; message?: string };
  if (!response.ok)
    throw new EngineFault(answer.__type?.split('#').at(-1) ?? 'Unknown', answer.message ?? '');
  return answer as T;
};
