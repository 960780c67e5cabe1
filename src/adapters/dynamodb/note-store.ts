import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Note } from '../../contract/note.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { NoteKey, NoteStore } from '../../domain/timeline/note.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, items, listed, nameOf, partition, unlessRefused } from './table.ts';

const prefix = 'NOTE#';
const noteKey = (key: NoteKey) => ({
  pk: conversationPk(key),
  sk: `${prefix}${key.authorId}#${key.noteId}`,
});

/** A note as it is stored; author and id are in its key. */
const Item = z.object({
  sk: z.string(),
  seq: z.number(),
  text: z.string(),
  label: z.string().optional(),
  authorName: z.string(),
  created: z.string(),
  modified: z.string(),
});

const noteOf = ({ conversationId }: ConversationKey, item: unknown): Note => {
  const { sk, seq, text, label, authorName, created, modified } = Item.parse(item);
  const [, authorId = '', id = ''] = sk.split('#');
  return {
    id,
    conversationId,
    seq,
    text,
    ...(label === undefined ? {} : { label }),
    author: { id: authorId, name: authorName },
    createdDate: created,
    modifiedDate: modified,
  };
};

/** Supervisors' notes in the records table, beside what else is kept of their conversation. */
export const dynamoNoteStore = (client: DynamoDBDocumentClient, TableName: string): NoteStore => ({
  async put(key, { seq, text, label, authorName, time, keptUntil }) {
    const set = [
      '#seq = :seq, #text = :text, #author = :author, #modified = :now',
      '#created = if_not_exists(#created, :now)',
      ...(label === undefined ? [] : ['#label = :label']),
      ...(keptUntil === undefined ? [] : ['#ttl = :ttl']),
    ];
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key: noteKey(key),
        UpdateExpression: `SET ${set.join(', ')}${label === undefined ? ' REMOVE #label' : ''}`,
        ExpressionAttributeNames: {
          '#seq': 'seq',
          '#text': 'text',
          '#label': 'label',
          '#author': 'authorName',
          '#modified': 'modified',
          '#created': 'created',
          ...(keptUntil === undefined ? {} : { '#ttl': 'ttl' }),
        },
        ExpressionAttributeValues: {
          ':seq': seq,
          ':text': text,
          ':author': authorName,
          ':now': new Date(time).toISOString(),
          ...(label === undefined ? {} : { ':label': label }),
          ...(keptUntil === undefined ? {} : { ':ttl': keptUntil }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return noteOf(key, Attributes);
  },

  all(key, authorId) {
    const theirs = authorId === undefined ? prefix : `${prefix}${authorId}#`;
    const notes = partition(client, { TableName, pk: conversationPk(key), prefix: theirs });
    return listed(notes, (item) => noteOf(key, item));
  },

  async delete(key) {
    const there = { Key: noteKey(key), ConditionExpression: 'attribute_exists(pk)' };
    return (await unlessRefused(client.send(new DeleteCommand({ TableName, ...there })))) !== undefined;
  },
});

const rights = items('records', 'conversation');

/** The port of supervisors' notes, with the rights of each method. */
export const notes = port('notes', () => dynamoNoteStore(client(), nameOf('records')), {
  put: [rights('UpdateItem')],
  all: [rights('Query')],
  delete: [rights('DeleteItem')],
});
