import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../contract/limits.ts';
import { Panel } from '../../contract/panel.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import { attributesFit, type PanelStore } from '../../domain/monitoring/panel-store.ts';
import { iso } from '../../domain/shared/clock.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, items, listed, nameOf, partition, unlessRefused } from './table.ts';

const panelKey = (key: ConversationKey, id: string) => ({ pk: conversationPk(key), sk: `PANEL#${id}` });
const attributesKey = (key: ConversationKey, id: string) => ({
  pk: conversationPk(key),
  sk: `ATTRIBUTES#${id}`,
});

/** The panel as it was written: its data is kept as text, so that no key or empty value of it is lost. */
const panelOf = (item: Record<string, unknown>): Panel =>
  Panel.parse({ ...JSON.parse(String(item.body)), version: item.version });

/** Panels and attributes in the records table. */
export const dynamoPanelStore = (client: DynamoDBDocumentClient, TableName: string): PanelStore => {
  /** Names of all there are, in an item of their own: whether there is room is known in the write that takes it. */
  const takePlace = async (Key: Record<string, string>, id: string, most: number): Promise<boolean> => {
    const names = new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'ADD #names :name',
      ConditionExpression: 'attribute_not_exists(#names) OR contains(#names, :id) OR size(#names) < :most',
      ExpressionAttributeNames: { '#names': 'names' },
      ExpressionAttributeValues: { ':name': new Set([id]), ':id': id, ':most': most },
    });
    return (await unlessRefused(client.send(names))) !== undefined;
  };
  return {
    async put(key, id, input, now) {
      if (!(await takePlace({ pk: conversationPk(key), sk: 'PANELS' }, id, limits.panelsOfConversation)))
        return undefined;
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: panelKey(key, id),
          UpdateExpression: 'SET #body = :body ADD #version :one',
          ExpressionAttributeNames: { '#body': 'body', '#version': 'version' },
          ExpressionAttributeValues: {
            ':body': JSON.stringify({ id, ...input, modifiedDate: iso(now) }),
            ':one': 1,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return panelOf(Attributes ?? {});
    },

    async get(key, id) {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: panelKey(key, id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : panelOf(Item);
    },

    all: (key) =>
      listed(partition(client, { TableName, pk: conversationPk(key), prefix: 'PANEL#' }), panelOf),

    async putAttributes(key, participantId, attributes) {
      const entries = Object.entries(attributes);
      const Key = attributesKey(key, participantId);
      if (entries.length === 0) {
        const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
        return unprefixed(Item ?? {});
      }
      for (;;) {
        const { Item = {} } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
        const all = { ...unprefixed(Item), ...attributes };
        if (!attributesFit(all)) return undefined;
        const version = Number(Item.version ?? 0);
        const place = { pk: conversationPk(key), sk: 'ATTRIBUTED' };
        if (version === 0 && !(await takePlace(place, participantId, limits.attributedParticipants)))
          return undefined;
        const update = new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: `SET #version = :next, ${entries.map((_, i) => `#a${i} = :a${i}`).join(', ')}`,
          ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
          ExpressionAttributeNames: {
            '#version': 'version',
            ...Object.fromEntries(entries.map(([name], i) => [`#a${i}`, `a#${name}`])),
          },
          ExpressionAttributeValues: {
            ':next': version + 1,
            ...(version === 0 ? {} : { ':version': version }),
            ...Object.fromEntries(entries.map(([, value], i) => [`:a${i}`, value])),
          },
        });
        if ((await unlessRefused(client.send(update))) !== undefined) return all;
      }
    },

    async attributes(key) {
      const found: Record<string, Readonly<Record<string, string>>> = {};
      const all = partition(client, { TableName, pk: conversationPk(key), prefix: 'ATTRIBUTES#' });
      for await (const item of all) found[String(item.sk).slice('ATTRIBUTES#'.length)] = unprefixed(item);
      return found;
    },
  };
};

/** Attributes live beside the key under names of their own, so that none can shadow it. */
const unprefixed = (item: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => name.startsWith('a#'))
      .map(([name, value]) => [name.slice(2), String(value)]),
  );

const rights = items('records', 'conversation');

/** The port of panels and attributes, with the rights of each method. */
export const panels = port('panels', () => dynamoPanelStore(client(), nameOf('records')), {
  put: [rights('UpdateItem')],
  get: [rights('GetItem')],
  all: [rights('Query')],
  putAttributes: [rights('GetItem', 'UpdateItem')],
  attributes: [rights('Query')],
});
