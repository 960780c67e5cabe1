import { describe, expect, test } from 'vitest';
import { dynamodbCalls } from '../../local/access/dynamodb-calls.ts';
import { readStatements, rightsUsed } from '../../local/access/policy.ts';

const allow = (more: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:t', ...more }],
});
const keys = (operator: string, patterns: unknown, key = 'dynamodb:LeadingKeys') => ({
  Condition: { [operator]: { [key]: patterns } },
});

describe('a policy', () => {
  test.each([
    ['an effect', { Effect: 'Deny' }],
    ['an element', { NotResource: 'x' }],
    ['an operator', keys('StringLike', 'x')],
    ['a condition key', keys('ForAllValues:StringLike', 'x', 'dynamodb:Attributes')],
    ['a policy variable', { Resource: `arn:$${'{aws:username}'}` }],
  ])('Given %s that is not evaluated here, when it is read, then it is refused', (_, more) => {
    expect(() => readStatements(allow(more))).toThrow();
  });

  const used = (more: object, leadingKeys?: readonly string[]) =>
    rightsUsed(readStatements(allow(more)), {
      action: 'dynamodb:GetItem',
      resource: 'arn:t',
      ...(leadingKeys ? { leadingKeys } : {}),
    });

  test.each([
    ['the action with wildcards', { Action: ['s3:*', 'DynamoDB:Get*'] }, 1],
    ['another action', { Action: 'dynamodb:Query' }, 0],
    ['the resource with wildcards', { Resource: 'arn:?' }, 1],
    ['another resource', { Resource: ['arn:u', 'arn:t/index/*'] }, 0],
  ])('Given %s, when a call is checked, then it uses %3$s rights', (_, more, rights) => {
    expect(used(more)).toHaveLength(rights);
  });

  test.each([
    ['every key', keys('ForAllValues:StringLike', ['a*', 'b?']), ['a1', 'b2'], ['a*', 'b?']],
    ['not every key', keys('ForAllValues:StringLike', ['a*']), ['a1', 'b2'], []],
    ['an equal key', keys('ForAllValues:StringEquals', 'a*'), ['a*'], ['a*']],
    ['a key that is like it', keys('ForAllValues:StringEquals', 'a*'), ['a1'], []],
    ['no key', keys('ForAllValues:StringLike', '*'), undefined, []],
  ])(
    'Given leading keys that match %s, when a call is checked, then it uses those',
    (_, more, touched, expected) => {
      expect(used(more, touched).map(({ leadingKey }) => leadingKey)).toEqual(expected);
    },
  );
});

describe('what a DynamoDB request asks to be allowed', () => {
  const tables = new Map([
    ['T', { arn: 'arn:T', partitionKey: 'pk', indexes: new Map([['byState', 'state']]) }],
  ]);
  const ask = (action: string, input: object) => dynamodbCalls(`DynamoDB_20120810.${action}`, input, tables);
  const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

  test.each([
    [
      'a query of an index',
      'Query',
      {
        TableName: 'T',
        IndexName: 'byState',
        KeyConditionExpression: 'sk >= :from AND #s = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':from': { S: 'k' }, ':s': { S: 'open' } },
      },
      [{ action: 'dynamodb:Query', resource: 'arn:T/index/byState', leadingKeys: ['open'] }],
    ],
    [
      'a batch of reads',
      'BatchGetItem',
      { RequestItems: { T: { Keys: [key('a'), key('b')] } } },
      [{ action: 'dynamodb:BatchGetItem', resource: 'arn:T', leadingKeys: ['a', 'b'] }],
    ],
    [
      'a batch of writes',
      'BatchWriteItem',
      { RequestItems: { T: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }] } },
      [{ action: 'dynamodb:BatchWriteItem', resource: 'arn:T', leadingKeys: ['a', 'b'] }],
    ],
    [
      'a transaction',
      'TransactWriteItems',
      {
        TransactItems: [
          { ConditionCheck: { TableName: 'T', Key: key('a') } },
          { Update: { TableName: 'T', Key: key('b') } },
        ],
      },
      [
        { action: 'dynamodb:ConditionCheckItem', resource: 'arn:T', leadingKeys: ['a'] },
        { action: 'dynamodb:UpdateItem', resource: 'arn:T', leadingKeys: ['b'] },
      ],
    ],
    ['a scan', 'Scan', { TableName: 'T' }, [{ action: 'dynamodb:Scan', resource: 'arn:T' }]],
  ])(
    'Given %s, when it is read, then each table, action and partition key is named',
    (_, action, input, calls) => {
      expect(ask(action, input)).toEqual(calls);
    },
  );
});
