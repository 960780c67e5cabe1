import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { parseUserPk } from '../../adapters/dynamodb/keys.ts';
import { userChanges } from '../../contract/handed-over.ts';
import type { Presence } from '../../domain/monitoring/presence-store.ts';
import type { Revoked } from '../../domain/sockets/cut-revoked.ts';
import { inTurn } from './in-turn.ts';

interface User {
  readonly tenantId: string;
  readonly userId: string;
}

/** What is done about each change of a user. */
export interface UserChanges {
  readonly presence: (user: User, presence: Presence) => Promise<void>;
  readonly revoked: (revoked: Revoked) => Promise<void>;
}

const apply = async (act: UserChanges, { dynamodb }: DynamoDBRecord): Promise<void> => {
  if (dynamodb?.NewImage === undefined) return;
  const { pk, sk, ...content } = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
  const user = parseUserPk(String(pk));
  if (sk === userChanges.presence) await act.presence(user, content as Presence);
  if (sk === userChanges.revoked)
    await act.revoked({ ...user, at: Number(content.at), reason: String(content.reason ?? 'signed.out') });
};

/** A consumer of the directory's stream as a Lambda handler: what changed about users, in order. */
export const userStream = (act: UserChanges) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>((event: DynamoDBStreamEvent) =>
    inTurn(event.Records, (record) => apply(act, record)),
  );
