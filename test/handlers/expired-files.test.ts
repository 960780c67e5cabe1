import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import { erase } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { callStream, useHandlers } from '../support/handlers.ts';
import { hasFile, keepFile } from '../support/kept-file.ts';
import { dynamoStores } from '../support/stores.ts';

describe('the files of a conversation that is no longer kept', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());

  /** A file that a conversation has; answers how to look for it. */
  const withFile = async (head: Head) => {
    const id = randomUUID();
    await keepFile(head, id);
    return () => hasFile(head, id);
  };
  /** The record by which the stream tells that time to live has deleted a head. */
  const expiry = async (head: Head) => {
    const Key = { pk: { S: conversationPk(head) } };
    const { Item } = await engine
      .client()
      .send(new GetItemCommand({ TableName: 'Conversations', Key, ConsistentRead: true }));
    const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    return {
      eventName: 'REMOVE',
      userIdentity,
      dynamodb: { Keys: Key, OldImage: Item, SequenceNumber: '1' },
    };
  };

  test('Given two ended conversations, when the head of one expires, then its files go and the other keeps its own', async () => {
    const ended = { state: 'ended', endTime: 1 } as const;
    const [one, other] = [
      await stores().heads.create(aHead(ended)),
      await stores().heads.create(aHead(ended)),
    ];
    const [has, othersHas] = [await withFile(one.head), await withFile(other.head)];
    expect(await callStream('record', [await expiry(one.head)])).toEqual({ batchItemFailures: [] });
    expect([await has(), await othersHas()]).toEqual([false, true]);
  });

  test('Given an erased conversation to which a file came late, when the memory of it expires, then the file goes too', async () => {
    const { head } = await stores().heads.create(aHead({ state: 'ended', endTime: 1 }));
    await stores().heads.apply(head, erase(Date.now()));
    const has = await withFile(head);
    expect(await callStream('record', [await expiry(head)])).toEqual({ batchItemFailures: [] });
    expect(await has()).toBe(false);
  });
});
