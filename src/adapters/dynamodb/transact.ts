import { setTimeout } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** How often a transaction is tried that met another one on the same items, and the longest wait before that, ms. */
const tries = 8;
const longestPauseMs = 200;

/**
 * Writes several items of one table, all or none. Answers false where a condition did not hold, and tries again where
 * another transaction was under way on one of them.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  TransactItems: NonNullable<TransactWriteCommandInput['TransactItems']>,
): Promise<boolean> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (reasons.includes('ConditionalCheckFailed')) return false;
      if (!reasons.includes('TransactionConflict') || attempt === tries) throw error;
      await setTimeout(Math.random() * Math.min(longestPauseMs, 5 * 2 ** attempt));
    }
  }
};
