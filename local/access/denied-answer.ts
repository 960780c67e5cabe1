/** An HTTP answer of a service, as it goes over the wire. */
export interface ServiceAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a call of AWS's JSON protocol carries. */
export type JsonInput = Readonly<Record<string, unknown>>;

/** A refusal of AWS's JSON protocol, in the service's own words. */
export class JsonFault extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const coral = (message: string) =>
  JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message });

/** How each service says that a role does not allow a call; the SDK makes an AccessDenied error of it. */
export const deniedAnswer = {
  dynamodb: (message: string): ServiceAnswer => ({
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: coral(message),
  }),
  sqs: (message: string): ServiceAnswer => ({
    statusCode: 403,
    // For clients that know the error codes of SQS's former protocol.
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': 'AccessDenied;Sender' },
    body: coral(message),
  }),
  secretsmanager: (message: string): ServiceAnswer => ({
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: 'AccessDeniedException', Message: message }),
  }),
  'execute-api': (message: string): ServiceAnswer => ({
    statusCode: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-ErrorType': 'AccessDeniedException' },
    body: JSON.stringify({ Message: message }),
  }),
} as const;
