import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
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
import { client, directoryItems, type Fields, items, nameOf, partition, unlessRefused } from './table.ts';

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
  return {
    get: (key) => items.get(keyOf(key), StoredMember),
    async *of(tenantId, queueId) {
      const { pk } = memberKey(tenantId, queueId, '');
      for await (const item of partition(client, { TableName, pk })) yield StoredMember.parse(item);
    },
    async add(key, member) {
      const Item = { ...member, ...keyOf(key) };
      const ConditionExpression = 'attribute_not_exists(pk)';
      await unlessRefused(client.send(new PutCommand({ TableName, Item, ConditionExpression })));
    },
    async change(key, to) {
      const changed = Object.entries(to).filter(([, value]) => value !== undefined);
      const after = await update({
        Key: keyOf(key),
        UpdateExpression: `SET ${changed.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(changed.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(changed.map(([name, value]) => [`:${name}`, value])),
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
    async remove(key) {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(key) }));
    },
    queuesOf: async (tenantId, userId) =>
      (await items.get(membershipsKey(tenantId, userId), StoredMemberships)) ?? { queues: {}, version: 0 },
    putQueuesOf: (tenantId, userId, memberships) =>
      items.putNext(membershipsKey(tenantId, userId), memberships),
  };
};

const ofMembers = items('directory', 'members');
const ofMemberships = items('directory', 'memberships');

/** The port of members, with the rights of each method. */
export const members = port('members', () => dynamoMemberStore(client(), nameOf('directory')), {
  get: [ofMembers('GetItem')],
  of: [ofMembers('Query')],
  add: [ofMembers('PutItem')],
  change: [ofMembers('UpdateItem')],
  reflect: [ofMembers('UpdateItem')],
  remove: [ofMembers('DeleteItem')],
  queuesOf: [ofMemberships('GetItem')],
  putQueuesOf: [ofMemberships('PutItem')],
});
