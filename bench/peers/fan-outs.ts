import { randomUUID } from 'node:crypto';
import AWS from 'aws-sdk';
import { buildSchema } from 'graphql';
import { makeServer } from 'graphql-lambda-subscriptions';
import { createTables } from '../../local/engine/create-tables.ts';
import { startEngine } from '../../local/engine/start-engine.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventFrame, fanOut } from '../../src/domain/sockets/fan-out.ts';
import { epoch } from '../../test/support/clock.ts';
import { aPrincipal } from '../../test/support/factories.ts';
import type { Row } from '../row.ts';
import { openWorld } from '../units/world.ts';
import { meteredV2 } from './meter-v2.ts';

const key = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const index = (IndexName: string, AttributeName: string) => ({
  IndexName,
  KeySchema: [{ AttributeName, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
});
const subscriptionTables = {
  Connection: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { AttributeDefinitions: [key('id')], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
  },
  Subscription: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [key('id'), key('connectionId'), key('topic')],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [index('ConnectionIndex', 'connectionId'), index('TopicIndex', 'topic')],
    },
  },
} as const;

interface Figures {
  readonly requests: number;
  readonly reads: number;
  readonly writes: number;
  readonly posts: number;
  /** What becomes of the publisher, and of the subscription, where one of the sockets is gone. */
  readonly gone: string;
}

/** Ours: one frame of a queue's topic, to as many users with a socket each; then one of them is gone. */
const ours = async (sockets: number): Promise<Figures> => {
  const world = await openWorld();
  try {
    const topic = topics.queueConversations('queue-1');
    const subscriptions = Array.from({ length: sockets }, (_, n) => ({
      tenantId: 'tenant-a',
      topic,
      channelId: randomUUID(),
      userId: `supervisor-${n}`,
      issued: epoch,
      until: epoch + 3_600_000,
      connectionId: `socket-${n}`,
    }));
    for (let from = 0; from < sockets; from += 50)
      await Promise.all(
        subscriptions.slice(from, from + 50).map(async (one) => {
          const { channelId, until, userId } = one;
          const me = aPrincipal({ userId });
          const channel = { ...me, channelId, created: epoch, until, topics: [] };
          await world.unmetered.channels.create(channel, 'hash', until);
          await world.unmetered.channels.subscribe([one]);
        }),
      );
    const posted = new Set<string>();
    let gone = '';
    const pushing = {
      push: async (connectionId: string) => {
        posted.add(connectionId);
        return connectionId === gone ? ('gone' as const) : ('sent' as const);
      },
    };
    const publish = async () => {
      const subscribers = await world.deps.channels.subscribers('tenant-a', topic);
      await fanOut({ ...world.deps, sockets: pushing }, subscribers, [eventFrame(topic, { text: 'hello' })]);
    };
    world.cost.reset();
    await publish();
    const { calls, reads, writes } = world.cost;
    const first = { requests: calls.length, reads, writes, posts: posted.size };
    gone = 'socket-0';
    await publish();
    const left = await world.unmetered.channels.subscribers('tenant-a', topic);
    return { ...first, gone: `publishing goes on, ${sockets - left.length} subscription goes` };
  } finally {
    await world.stop();
  }
};

const graphql = async (sockets: number): Promise<Figures> => {
  const engine = await startEngine();
  try {
    await createTables({ endpoint: engine.endpoint, resources: subscriptionTables });
    const { dynamodb, cost } = meteredV2(engine.endpoint);
    const documents = new AWS.DynamoDB.DocumentClient({ service: dynamodb });
    for (let n = 0; n < sockets; n += 1)
      await documents
        .put({
          TableName: 'Subscription',
          Item: {
            id: `socket-${n}|1`,
            subscriptionId: '1',
            topic: 'SAID',
            filter: {},
            connectionId: `socket-${n}`,
            connectionInitPayload: {},
            requestContext: { connectionId: `socket-${n}`, domainName: 'sockets.test', stage: 'v1' },
            subscription: { query: 'subscription { said }', variables: {} },
          },
        })
        .promise();
    let posts = 0;
    let gone = '';
    const server = makeServer({
      dynamodb,
      schema: buildSchema('type Query { _: String } type Subscription { said: String }'),
      tableNames: { connections: 'Connection', subscriptions: 'Subscription' },
      apiGatewayManagementApi: {
        postToConnection: ({ ConnectionId }) => ({
          promise: async () => {
            posts += 1;
            if (ConnectionId === gone)
              throw Object.assign(new Error('Gone'), { code: 'GoneException', statusCode: 410 });
          },
        }),
        deleteConnection: () => ({ promise: async () => {} }),
      },
    });
    cost.reset();
    await server.publish({ topic: 'SAID', payload: { said: 'hello' } });
    const first = { requests: cost.requests, reads: cost.reads, writes: cost.writes, posts };
    gone = 'socket-0';
    const outcome = await server.publish({ topic: 'SAID', payload: { said: 'again' } }).then(
      () => 'publishing goes on',
      () => 'publishing fails',
    );
    const { Count } = await documents.scan({ TableName: 'Subscription', Select: 'COUNT' }).promise();
    return { ...first, gone: `${outcome}, ${sockets - (Count ?? 0)} subscription goes` };
  } finally {
    await engine.stop();
  }
};

/** What one message to many sockets takes, beside a published library on the same engine. */
export const compareFanOuts = async (
  sizes: readonly number[],
  progress: (line: string) => void,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const sockets of sizes) {
    progress(`${sockets} sockets`);
    rows.push({ name: `fan-out to ${sockets}: binocular`, figures: { ...(await ours(sockets)) } });
    const peer = await graphql(sockets);
    rows.push({ name: `fan-out to ${sockets}: graphql-lambda-subscriptions 6.0.0`, figures: { ...peer } });
  }
  return rows;
};
