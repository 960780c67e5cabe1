import { Agent, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';

/** Connections that are kept: `fetch` costs a call of the stream's reader twice as much time. */
const agent = new Agent({ keepAlive: true });

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
  const body = JSON.stringify(input);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': target,
    'x-amz-date': '20260101T000000Z',
    // The engine wants a signature to be present; it verifies none.
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
  };
  const { status, said } = await post(endpoint, headers, body);
  const answer = JSON.parse(said) as { __type?: string; message?: string };
  if (status !== 200)
    throw new EngineFault(answer.__type?.split('#').at(-1) ?? 'Unknown', answer.message ?? '');
  return answer as T;
};

const post = (
  endpoint: string,
  headers: Readonly<Record<string, string | number>>,
  body: string,
): Promise<{ readonly status: number; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const secure = endpoint.startsWith('https:');
    const options = { method: 'POST', headers, ...(secure ? {} : { agent }) };
    const asked = (secure ? secureRequest : request)(endpoint, options, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, said }), reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
