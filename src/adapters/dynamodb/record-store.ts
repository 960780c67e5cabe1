import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TimelineType } from '../../contract/timeline.ts';
import { DisconnectType, Purpose } from '../../contract/words.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Fact, HeldSession, RecordStore, WrapUpNote } from '../../domain/timeline/fact.ts';
import { port } from '../port.ts';
import { conversationPk, heldPk, heldPks, holderPk, sweepKey } from './keys.ts';
import { client, type Fields, items, listed, nameOf, partition, queryAll } from './table.ts';

const StoredFact = z.object({
  rev: z.number(),
  index: z.number(),
  time: z.number(),
  type: TimelineType,
  participantId: z.exactOptional(z.string()),
  purpose: z.exactOptional(Purpose),
  userId: z.exactOptional(z.string()),
  name: z.exactOptional(z.string()),
  queueId: z.exactOptional(z.string()),
  monitoredParticipantId: z.exactOptional(z.string()),
  fence: z.exactOptional(z.number()),
  disconnectType: z.exactOptional(DisconnectType),
  reason: z.exactOptional(z.string()),
  wrapupCode: z.exactOptional(z.string()),
} satisfies Fields<Fact>);

const StoredFacts = z.object({ facts: z.array(StoredFact) });

const StoredWrapUpNote = z.object({
  name: z.exactOptional(z.string()),
  notes: z.exactOptional(z.string()),
} satisfies Fields<WrapUpNote>);

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const factPrefix = 'FACT#';

/** The facts of one change are one item, and sort by it; rev is dense and below 10^9. */
const factsKey = (key: ConversationKey, rev: number) => ({
  pk: conversationPk(key),
  sk: `${factPrefix}${pad(rev, 9)}`,
});

const notePrefix = 'WRAPUP#';

const heldKey = (session: HeldSession) => ({
  pk: heldPk(session),
  sk: `${conversationPk(session)}#${session.fence}`,
});

const parseHeld = ({ sk, supervisorId }: Readonly<Record<string, unknown>>): HeldSession => {
  const [, tenantId, , conversationId, fence] = String(sk).split('#');
  if (tenantId === undefined || conversationId === undefined) throw new Error('not a held session');
  return { tenantId, conversationId, fence: Number(fence), supervisorId: String(supervisorId) };
};

/** The same session under its holder, so that a revocation finds it. */
const heldByKey = (session: HeldSession) => ({
  pk: holderPk(session.tenantId, session.supervisorId),
  sk: heldKey(session).sk,
});

/** Records in DynamoDB. Each is a plain put under a deterministic key: repeating one writes the same bytes. */
export const dynamoRecordStore = (client: DynamoDBDocumentClient, TableName: string): RecordStore => {
  const put = async (key: object, { supervisorId }: HeldSession): Promise<void> => {
    await client.send(new PutCommand({ TableName, Item: { ...key, supervisorId } }));
  };
  return {
    async putFacts(key, facts) {
      for (const rev of new Set(facts.map((fact) => fact.rev))) {
        const Item = { ...factsKey(key, rev), facts: facts.filter((fact) => fact.rev === rev) };
        await client.send(new PutCommand({ TableName, Item }));
      }
    },

    async facts(key) {
      const changes = partition(client, { TableName, pk: conversationPk(key), prefix: factPrefix });
      return (await listed(changes, (item) => StoredFacts.parse(item).facts)).flat();
    },

    async putWrapUpNote(key, participantId, { name, notes }) {
      const Item = {
        pk: conversationPk(key),
        sk: `${notePrefix}${participantId}`,
        ...(name === undefined ? {} : { name }),
        ...(notes === undefined ? {} : { notes }),
      };
      await client.send(new PutCommand({ TableName, Item }));
    },

    async wrapUpNotes(key) {
      const found: Record<string, WrapUpNote> = {};
      const notes = partition(client, { TableName, pk: conversationPk(key), prefix: notePrefix });
      for await (const item of notes)
        found[String(item.sk).slice(notePrefix.length)] = StoredWrapUpNote.parse(item);
      return found;
    },

    putHolder: (session) => put(heldByKey(session), session),

    async putHeld(session) {
      // Who claims wrote it before the claim was answered: to look costs a fifth of writing it again.
      const under = { TableName, Key: heldByKey(session), ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(under));
      if (Item === undefined) await put(heldByKey(session), session);
      await put(heldKey(session), session);
    },

    async dropHeld(session) {
      // The sweeper's last: what was cut short is found by it again.
      for (const Key of [heldByKey(session), heldKey(session)])
        await client.send(new DeleteCommand({ TableName, Key }));
    },

    async *held(after) {
      const behind = after && heldKey(after);
      for (const pk of behind === undefined ? heldPks : heldPks.slice(heldPks.indexOf(behind.pk))) {
        const isFirst = pk === behind?.pk;
        const query = {
          TableName,
          KeyConditionExpression: isFirst ? 'pk = :pk AND sk > :sk' : 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk, ...(isFirst ? { ':sk': behind.sk } : {}) },
        };
        for await (const item of queryAll(client, query)) yield parseHeld(item);
      }
    },

    async sweptTo() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: sweepKey, ConsistentRead: true }));
      return Item === undefined ? undefined : parseHeld({ ...Item, sk: Item.at });
    },

    async setSweptTo(session) {
      if (session === undefined) await client.send(new DeleteCommand({ TableName, Key: sweepKey }));
      else {
        const { supervisorId } = session;
        const Item = { ...sweepKey, at: heldKey(session).sk, supervisorId };
        await client.send(new PutCommand({ TableName, Item }));
      }
    },

    heldBy: (tenantId, supervisorId) =>
      listed(partition(client, { TableName, pk: holderPk(tenantId, supervisorId) }), parseHeld),
  };
};

const ofConversations = items('records', 'conversation');
const ofHeld = items('records', 'held', 'holder');
const ofSweeps = items('records', 'held');
const ofHolders = items('records', 'holder');

/** The port of records, with the rights of each method. */
export const records = port('records', () => dynamoRecordStore(client(), nameOf('records')), {
  putFacts: [ofConversations('PutItem')],
  facts: [ofConversations('Query')],
  putWrapUpNote: [ofConversations('PutItem')],
  wrapUpNotes: [ofConversations('Query')],
  putHolder: [ofHolders('PutItem')],
  putHeld: [ofHeld('PutItem'), ofHolders('GetItem')],
  dropHeld: [ofHeld('DeleteItem')],
  held: [ofSweeps('Query')],
  sweptTo: [ofSweeps('GetItem')],
  setSweptTo: [ofSweeps('PutItem', 'DeleteItem')],
  heldBy: [ofHolders('Query')],
});
