import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/**
 * The item that a failed condition met, undefined where there was none; any other error is thrown on. The document
 * client leaves `error.Item` marshalled.
 */
export const refusedItem = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item === undefined ? undefined : unmarshall(error.Item as Record<string, AttributeValue>);
};
