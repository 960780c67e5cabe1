import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../contract/limits.ts';
import type { Note } from '../../contract/note.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import { iso } from '../../domain/shared/clock.ts';
import type { NoteKey, NoteStore } from '../../domain/timeline/note.ts';
import { port } from '../port.ts';
import { type CountedList, countedLists } from './counted.ts';
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

/** The lists in which a note counts: the conversation's, and its author's on it. */
const listsOf = (key: NoteKey, ttl?: number | undefined): readonly CountedList[] => {
  const pk = conversationPk(key);
  const own = `${key.authorId}#`;
  return [
    { key: { pk, sk: 'NOTES' }, entries: prefix, most: limits.notesOfConversation, ttl },
    { key: { pk, sk: `NOTES#${own}` }, entries: `${prefix}${own}`, most: limits.notesOfAuthor, ttl },
  ];
};

/** Supervisors' notes in the records table, beside what else is kept of their conversation. */
export const dynamoNoteStore = (client: DynamoDBDocumentClient, TableName: string): NoteStore => {
  const lists = countedLists(client, TableName);
  return {
    async put(key, { seq, text, label, authorName, time, keptUntil }) {
      const said = { seq, text, label, authorName, modified: iso(time), ttl: keptUntil };
      const fields = Object.entries(said).filter(([, value]) => value !== undefined);
      const change = new UpdateCommand({
        TableName,
        Key: noteKey(key),
        UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}${label === undefined ? ' REMOVE #label' : ''}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: {
          '#label': 'label',
          ...Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
        ReturnValues: 'ALL_NEW',
      });
      const Item = { ...said, created: iso(time), ...noteKey(key) };
      const changed = async () => (await unlessRefused(client.send(change)))?.Attributes;
      const stored = await lists.changeOrAdd(listsOf(key, keptUntil), changed, Item);
      return stored && noteOf(key, stored);
    },

    all(key, authorId) {
      const theirs = authorId === undefined ? prefix : `${prefix}${authorId}#`;
      const notes = partition(client, { TableName, pk: conversationPk(key), prefix: theirs });
      return listed(notes, (item) => noteOf(key, item));
    },

    async delete(key) {
      const gone = {
        Delete: { TableName, Key: noteKey(key), ConditionExpression: 'attribute_exists(pk)' },
      };
      return (await lists.change(listsOf(key), -1, [gone])) === 'done';
    },
  };
};

const rights = items('records', 'conversation');

/** The port of supervisors' notes, with the rights of each method. */
export const notes = port('notes', () => dynamoNoteStore(client(), nameOf('records')), {
  put: [rights('UpdateItem', 'GetItem', 'PutItem', 'Query')],
  all: [rights('Query')],
  delete: [rights('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query')],
});
