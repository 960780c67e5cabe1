import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
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
import { counted, countedLists } from './counted.ts';
import { memberKey, membershipsKey, queueKey } from './keys.ts';
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
  type Write,
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

const isThere = { ConditionExpression: 'attribute_exists(pk)' };
const isNotThere = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Members in the directory table: a queue's in one partition, and a user's queues in one item. */
export const dynamoMemberStore = (client: DynamoDBDocumentClient, TableName: string): MemberStore => {
  const items = directoryItems(client, TableName);
  const update = (input: Omit<UpdateCommandInput, 'TableName'>) =>
    unlessRefused(client.send(new UpdateCommand({ TableName, ReturnValues: 'ALL_NEW', ...input })));
  const lists = countedLists(client, TableName);
  const list = ({ tenantId, userId }: MemberKey, queues: Memberships): Write => {
    const Item = { ...queues, ...membershipsKey(tenantId, userId) };
    return { Put: { TableName, Item, ...follows(queues.version) } };
  };
  return {
    get: (key) => items.get(keyOf(key), StoredMember),
    async *of(tenantId, queueId) {
      const { pk, sk: prefix } = memberKey(tenantId, queueId, '');
      for await (const item of partition(client, { TableName, pk, prefix })) yield StoredMember.parse(item);
    },
    async enter(key, member, queues) {
      const Item = { ...member, ...keyOf(key) };
      const added = await lists.change([counted.membersOf(key.tenantId, key.queueId)], 1, [
        { ConditionCheck: { TableName, Key: queueKey(key.tenantId, key.queueId), ...isThere } },
        { Put: { TableName, Item, ...isNotThere } },
        list(key, queues),
      ]);
      if (added === 'done' || added === 'full') return added;
      return added.includes(0) ? 'gone' : 'changed';
    },
    join: (key, joined, queues) => {
      const Update = {
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'SET joined = :joined',
        ExpressionAttributeValues: { ':joined': joined },
        ...isThere,
      };
      return transact(client, [{ Update }, list(key, queues)]);
    },
    async leave(key, queues) {
      const gone = { Delete: { TableName, Key: keyOf(key), ...isThere } };
      const writes = [gone, list(key, queues)];
      return (await lists.change([counted.membersOf(key.tenantId, key.queueId)], -1, writes)) === 'done';
    },
    async disband(tenantId, queueId) {
      const none = {
        ConditionExpression: 'attribute_not_exists(pk) OR #count = :none',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':none': 0 },
      };
      const counts = [counted.membersOf(tenantId, queueId), counted.codesOf(tenantId, queueId)];
      const removed = await lists.change([counted.queues(tenantId)], -1, [
        { Delete: { TableName, Key: queueKey(tenantId, queueId), ...isThere } },
        ...counts.map(({ key: Key }) => ({ Delete: { TableName, Key, ...none } })),
      ]);
      return typeof removed === 'string' || removed.includes(0);
    },
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
const ofQueues = items('directory', 'queues');
const ofCodes = items('directory', 'queueCodes');

/** The port of members, with the rights of each method. */
export const members = port('members', () => dynamoMemberStore(client(), nameOf('directory')), {
  get: [ofMembers('GetItem')],
  of: [ofMembers('Query')],
  enter: [
    ofMembers('PutItem', 'GetItem', 'UpdateItem', 'Query'),
    ofMemberships('PutItem'),
    ofQueues('ConditionCheckItem'),
  ],
  join: [ofMembers('UpdateItem'), ofMemberships('PutItem')],
  leave: [ofMembers('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query'), ofMemberships('PutItem')],
  disband: [
    ofQueues('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query'),
    ofMembers('DeleteItem'),
    ofCodes('DeleteItem'),
  ],
  rename: [ofMembers('UpdateItem')],
  reflect: [ofMembers('UpdateItem')],
  queuesOf: [ofMemberships('GetItem')],
});
