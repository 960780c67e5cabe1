import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { JobQuery } from '../../contract/details-query.ts';
import type { DetailsJob, JobStore } from '../../domain/views/details-job.ts';
import { port } from '../port.ts';
import { jobKey } from './keys.ts';
import { client, type Fields, items, nameOf } from './table.ts';

/** A question is kept as text: no form of it is a form of the store's. */
const Stored = z.object({
  id: z.string(),
  userId: z.string(),
  query: z.string().transform((text) => JobQuery.parse(JSON.parse(text))),
  submitted: z.number(),
  until: z.number(),
} satisfies Fields<DetailsJob>);

/** Jobs in the records table; what is over goes by its time to live. */
export const dynamoJobStore = (client: DynamoDBDocumentClient, TableName: string): JobStore => ({
  async put(tenantId, job) {
    const stored = { ...job, query: JSON.stringify(job.query), ttl: Math.ceil(job.until / 1000) };
    await client.send(new PutCommand({ TableName, Item: { ...jobKey(tenantId, job.id), ...stored } }));
  },
  async get(tenantId, jobId) {
    const Key = jobKey(tenantId, jobId);
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : Stored.parse(Item);
  },
  async remove(tenantId, jobId) {
    await client.send(new DeleteCommand({ TableName, Key: jobKey(tenantId, jobId) }));
  },
});

const rights = items('records', 'job');

/** The port of jobs, with the rights of each method. */
export const jobs = port('jobs', () => dynamoJobStore(client(), nameOf('records')), {
  put: [rights('PutItem')],
  get: [rights('GetItem')],
  remove: [rights('DeleteItem')],
});
