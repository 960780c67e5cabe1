import {
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Id } from '../../contract/ids.ts';
import { RoutingStatusName } from '../../contract/user.ts';
import { SystemPresence } from '../../contract/words.ts';
import type {
  AtWork,
  Member,
  MemberKey,
  MemberStore,
  Memberships,
} from '../../domain/directory/member-store.ts';
import { port } from '../port.ts';
import { memberKey, membershipsKey } from './keys.ts';
import {
  client,
  directoryItems,
  type Fields,
  follows,
  items,
  nameOf,
  partition,
  transact,
  unlessRefused,
} from './table.ts';

const keyOf = ({ tenantId, queueId, userId }: MemberKey) => memberKey(tenantId, queueId, userId);

const StoredMember = z.object({
  userId: Id,
  name: z.string(),
  joined: z.boolean(),
  atWork: z.object({
    systemPresence: SystemPresence,
    modified: z.exactOptional(z.number()),
    status: RoutingStatusName,
    since: z.number(),
    version: z.number(),
  } satisfies Fields<AtWork>),
} satisfies Fields<Member>);

const StoredMemberships = z.object({
  queues: z.record(z.string(), z.boolean()),
  version: z.number(),
} satisfies Fields<Memberships>);

/** A member from the item of one, or from its image in the stream. */
export const memberFromItem = (item: Record<string, unknown>): Member => StoredMember.parse(item);

/** Members in the directory table: a queue's in one partition, and a user's queues in one item. */
export const dynamoMemberStore = (client: DynamoDBDocumentClient, TableName: string): MemberStore => {
  const items = directoryItems(client, TableName);
  const update = (input: Omit<UpdateCommandInput, 'TableName'>) =>
    unlessRefused(client.send(new UpdateCommand({ TableName, ReturnValues: 'ALL_NEW', ...input })));
  const together = (
    { tenantId, userId }: MemberKey,
    queues: Memberships,
    member: NonNullable<TransactWriteCommandInput['TransactItems']>[number],
  ): Promise<boolean> => {
    const Item = { ...queues, ...membershipsKey(tenantId, userId) };
    return transact(client, [{ Put: { TableName, Item, ...follows(queues.version) } }, member]);
  };
  return {
    get: (key) => items.get(keyOf(key), StoredMember),
    async *of(tenantId, queueId) {
      const { pk } = memberKey(tenantId, queueId, '');
      for await (const item of partition(client, { TableName, pk })) yield StoredMember.parse(item);
    },
    enter: (key, member, queues) =>
      together(key, queues, { Put: { TableName, Item: { ...member, ...keyOf(key) } } }),
    join: (key, joined, queues) =>
      together(key, queues, {
        Update: {
          TableName,
          Key: keyOf(key),
          UpdateExpression: 'SET joined = :joined',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':joined': joined },
        },
      }),
    leave: (key, queues) => together(key, queues, { Delete: { TableName, Key: keyOf(key) } }),
    async rename(key, name) {
      const after = await update({
        Key: keyOf(key),
        UpdateExpression: 'SET #name = :name',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
      });
      return after !== undefined;
    },
    async reflect(key, atWork) {
      const after = await update({
        Key: keyOf(key),
        UpdateExpression: 'SET atWork = :atWork',
        ConditionExpression: 'atWork.version <= :version',
        ExpressionAttributeValues: { ':atWork': atWork, ':version': atWork.version },
      });
      return after?.Attributes === undefined ? undefined : StoredMember.parse(after.Attributes);
    },
    queuesOf: async (tenantId, userId) =>
      (await items.get(membershipsKey(tenantId, userId), StoredMemberships)) ?? { queues: {}, version: 0 },
  };
};

const ofMembers = items('directory', 'members');
const ofMemberships = items('directory', 'memberships');

/** The port of members, with the rights of each method. */
export const members = port('members', () => dynamoMemberStore(client(), nameOf('directory')), {
  get: [ofMembers('GetItem')],
  of: [ofMembers('Query')],
  enter: [ofMembers('PutItem'), ofMemberships('PutItem')],
  join: [ofMembers('UpdateItem'), ofMemberships('PutItem')],
  leave: [ofMembers('DeleteItem'), ofMemberships('PutItem')],
  rename: [ofMembers('UpdateItem')],
  reflect: [ofMembers('UpdateItem')],
  queuesOf: [ofMemberships('GetItem')],
});
