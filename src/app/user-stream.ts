import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { parsePk } from '../adapters/dynamodb/keys.ts';
import { memberFromItem } from '../adapters/dynamodb/member-store.ts';
import { presenceFromItem } from '../adapters/dynamodb/user-store.ts';
import type { Needs } from '../adapters/port.ts';
import { userChanges, userPrefixes } from '../contract/handed-over.ts';
import type { UserKey } from '../domain/directory/at-work.ts';
import type { Presence } from '../domain/directory/directory.ts';
import type { Member, MemberKey } from '../domain/directory/member-store.ts';
import type { Revoked } from '../domain/sockets/cut-revoked.ts';
import { inTurn, itemOf } from './in-turn.ts';

/** What is done about each change of a user. */
export interface UserChanges<D> {
  readonly presence: (deps: D, user: UserKey, presence: Presence) => Promise<void>;
  readonly revoked: (deps: D, revoked: Revoked) => Promise<void>;
  readonly changed: (deps: D, user: UserKey) => Promise<void>;
  /** Without a member: they are one no more. */
  readonly member: (deps: D, key: MemberKey, member: Member | undefined) => Promise<void>;
}

const keyOf = (dynamodb: DynamoDBRecord['dynamodb']): { readonly pk: string; readonly sk: string } => {
  const { pk, sk } = itemOf(dynamodb?.Keys) ?? {};
  return { pk: String(pk), sk: String(sk) };
};

const apply = async <D>(deps: D, act: UserChanges<D>, { dynamodb }: DynamoDBRecord): Promise<void> => {
  const { pk, sk } = keyOf(dynamodb);
  const item = itemOf(dynamodb?.NewImage);
  const { tenantId, id } = parsePk(pk);
  if (sk.startsWith(userPrefixes.member)) {
    const key = { tenantId, queueId: id, userId: sk.slice(userPrefixes.member.length) };
    return act.member(deps, key, item === undefined ? undefined : memberFromItem(item));
  }
  if (item === undefined) return;
  if (sk.startsWith(userPrefixes.user))
    return act.changed(deps, { tenantId, userId: sk.slice(userPrefixes.user.length) });
  const user = { tenantId, userId: id };
  if (sk === userChanges.presence) await act.presence(deps, user, presenceFromItem(item));
  if (sk === userChanges.revoked)
    await act.revoked(deps, {
      ...user,
      at: Number(item.at),
      reason: String(item.reason ?? 'signed.out'),
    });
};

/** A consumer of the directory's stream as a Lambda handler: what changed about users, in order. */
export const userStream =
  <D>(needs: Needs<D>, act: UserChanges<D>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    inTurn(event.Records, (record) => apply(needs.open(), act, record));
