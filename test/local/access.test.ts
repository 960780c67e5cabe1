import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SeenRights } from '../../local/access/access.ts';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

interface Outcome {
  readonly name: string;
  readonly message?: string;
  readonly status?: number;
}

describe('the roles of functions', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  /** What becomes of a call that a function makes with the AWS SDK under its own role. */
  const call = async (service: string, command: string, input: object): Promise<Outcome> => {
    const endpoint = service === 'sockets' ? `${fixture.url}/_ws/live` : undefined;
    const answer = await fetch(`${fixture.url}/calls`, {
      method: 'POST',
      headers: { Authorization: 'allow' },
      body: JSON.stringify({ service, command, input, endpoint }),
    });
    return (await answer.json()) as Outcome;
  };
  const queue = (name: string) => `${fixture.url}/_sqs/000000000000/${name}`;
  const table = { TableName: 'Data-Items' };
  const item = (pk: string) => ({ ...table, Item: { pk: { S: pk } } });
  const query = (pk: string) => ({
    ...table,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });

  test.each([
    ['PutItem', item('open-1')],
    ['GetItem', { ...table, Key: { pk: { S: 'open-1' } } }],
    ['Query', query('open-1')],
    ['TransactWriteItems', { TransactItems: [{ Put: item('open-2') }, { Put: item('open-3') }] }],
  ])(
    'Given keys that the role names, when a function calls %s, then it is allowed',
    async (command, input) => {
      expect(await call('dynamodb', command, input)).toEqual({ name: 'allowed' });
    },
  );

  test.each([
    ['PutItem', 'another key', item('shut-1'), 'PutItem'],
    ['GetItem', 'another key', { ...table, Key: { pk: { S: 'shut-1' } } }, 'GetItem'],
    ['Query', 'another key', query('shut-1'), 'Query'],
    [
      'TransactWriteItems',
      'another key beside a right one',
      { TransactItems: [{ Put: item('open-1') }, { Put: item('shut-1') }] },
      'PutItem',
    ],
    ['Scan', 'no key', table, 'Scan'],
    ['DeleteItem', 'an action of no statement', { ...table, Key: { pk: { S: 'open-1' } } }, 'DeleteItem'],
    [
      'BatchWriteItem',
      'an action of no statement',
      { RequestItems: { 'Data-Items': [{ PutRequest: { Item: { pk: { S: 'open-1' } } } }] } },
      'BatchWriteItem',
    ],
  ])(
    'Given %s with %s, when a function calls it, then the SDK throws AccessDeniedException',
    async (command, _, input, action) => {
      const outcome = await call('dynamodb', command, input);
      expect(outcome).toMatchObject({ name: 'AccessDeniedException', status: 400 });
      expect(outcome.message).toBe(
        'User: arn:aws:sts::000000000000:assumed-role/Service-CallerRole/caller is not authorized to perform: ' +
          `dynamodb:${action} on resource: arn:aws:dynamodb:us-east-1:000000000000:table/Data-Items ` +
          `because no identity-based policy allows the dynamodb:${action} action`,
      );
    },
  );

  test('Given a queue that the role names and one that it does not, when a function sends, then the second is denied', async () => {
    const send = (name: string) => call('sqs', 'SendMessage', { QueueUrl: queue(name), MessageBody: 'x' });
    expect(await send('dead-letters')).toEqual({ name: 'allowed' });
    expect(await send('work')).toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
      status: 403,
      message: expect.stringContaining(
        'sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:work',
      ),
    });
  });

  test('Given a secret that the role names and one that it does not, when a function reads, then the second is denied', async () => {
    const read = (SecretId: string) => call('secrets', 'GetSecretValue', { SecretId });
    expect(await read('key')).toEqual({ name: 'allowed' });
    expect(await read('other')).toMatchObject({
      name: 'AccessDeniedException',
      status: 400,
      message: expect.stringContaining('secretsmanager:GetSecretValue'),
    });
  });

  test('Given a role that may post to connections alone, when a function closes one, then it is denied', async () => {
    const connection = { ConnectionId: 'AAAAAAAAAAAAAAA=' };
    expect(await call('sockets', 'PostToConnection', { ...connection, Data: 'x' })).toMatchObject({
      name: 'GoneException',
    });
    expect(await call('sockets', 'DeleteConnection', connection)).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
      message: expect.stringContaining('/live/DELETE/@connections/AAAAAAAAAAAAAAA='),
    });
  });

  test('Given what functions did, when rights are told, then the used ones are a part of the granted ones', async () => {
    const { granted, used } = (await (await fetch(`${fixture.url}/dev/rights`)).json()) as SeenRights;
    expect(granted).toEqual(expect.arrayContaining([...used]));
    expect(used).toContain('caller dynamodb:PutItem table/Data-Items open-*');
    expect(used).not.toContain('caller dynamodb:DeleteItem table/Data-Items open-*');
  });
});
