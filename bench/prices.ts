/**
 * List prices of us-east-1 in USD per million, from AWS's public pricing pages of DynamoDB (on demand), API Gateway,
 * SQS and Lambda. They change: check before relying on them. Lambda's duration is left out, as only AWS can measure it.
 */
export const usdPerMillion = {
  write: 0.625,
  read: 0.125,
  restRequest: 3.5,
  lambdaRequest: 0.2,
  /** One message of a FIFO queue of SQS: sent, received and deleted. */
  queued: 1.5,
  /** One WebSocket message of at most 32 KB, in either direction. */
  frame: 1,
} as const;
