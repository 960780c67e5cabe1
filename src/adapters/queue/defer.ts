import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Hides a message that a batch gives back, and with it the rest of its group, for some seconds. */
export const defer = async (
  client: SQSClient,
  QueueUrl: string,
  ReceiptHandle: string,
  VisibilityTimeout: number,
): Promise<void> => {
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
};
