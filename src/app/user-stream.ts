import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { parseUserPk } from '../adapters/dynamodb/keys.ts';
import type { Needs } from '../adapters/port.ts';
import { userChanges } from '../contract/handed-over.ts';
import type { Presence } from '../domain/directory/directory.ts';
import type { Revoked } from '../domain/sockets/cut-revoked.ts';
import { inTurn } from './in-turn.ts';

interface User {
  readonly tenantId: string;
  readonly userId: string;
}

/** What is done about each change of a user. */
export interface UserChanges<D> {
  readonly presence: (deps: D, user: User, presence: Presence) => Promise<void>;
  readonly revoked: (deps: D, revoked: Revoked) => Promise<void>;
}

const apply = async <D>(deps: D, act: UserChanges<D>, { dynamodb }: DynamoDBRecord): Promise<void> => {
  if (dynamodb?.NewImage === undefined) return;
  const { pk, sk, ...content } = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
  const user = parseUserPk(String(pk));
  if (sk === userChanges.presence) await act.presence(deps, user, content as Presence);
  if (sk === userChanges.revoked)
    await act.revoked(deps, {
      ...user,
      at: Number(content.at),
      reason: String(content.reason ?? 'signed.out'),
    });
};

/** A consumer of the directory's stream as a Lambda handler: what changed about users, in order. */
export const userStream =
  <D>(needs: Needs<D>, act: UserChanges<D>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    inTurn(event.Records, (record) => apply(needs.open(), act, record));
