import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import WebSocket from 'ws';
import type { LocalStack } from './local-stack.ts';

/** The least that a message from an agent to a monitor could take on this machine. */
export interface Floor {
  /** ms of two writes, one after the other, at the same engine and tables, then a frame to the other process and back. */
  measure(): Promise<number>;
  stop(): void;
}

const tableCalled = ({ tableNames }: LocalStack, word: string): string => {
  const name = tableNames.find((each) => each.toLowerCase().includes(word));
  if (name === undefined) throw new Error(`no table's name has ${word} in it`);
  return name;
};

/** Opens a client of the stack's engine and a socket to its bare echo. */
export const openFloor = async (stack: LocalStack): Promise<Floor> => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: stack.engineEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
  );
  const [heads, transcript] = [tableCalled(stack, 'conversations'), tableCalled(stack, 'transcript')];
  const socket = new WebSocket(stack.echoUrl);
  await once(socket, 'open');
  const pk = randomUUID();
  let seq = 0;
  return {
    measure: async () => {
      const began = performance.now();
      seq += 1;
      await client.send(
        new UpdateCommand({
          TableName: heads,
          Key: { pk },
          UpdateExpression: 'ADD #seq :one',
          ExpressionAttributeNames: { '#seq': 'seq' },
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      );
      await client.send(new PutCommand({ TableName: transcript, Item: { pk, seq, text: 'x'.repeat(200) } }));
      const back = once(socket, 'message');
      socket.send('x'.repeat(400));
      await back;
      return performance.now() - began;
    },
    stop: () => {
      socket.close();
      client.destroy();
    },
  };
};
