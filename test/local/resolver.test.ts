// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { loadModel } from '../../local/template/model.ts';
import { createResolver } from '../../local/template/resolver.ts';
import { rewriteEndpoints } from '../../local/template/rewrite-endpoints.ts';

const resolve = createResolver({
  stacks: [
    {
      name: 'a',
      dir: '',
      assets: {},
      template: {
        Parameters: { Stage: { Type: 'String', Default: 'dev' }, Open: { Type: 'String', Default: 'no' } },
        Conditions: {
          IsOpen: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] },
          Shut: { 'Fn::Not': [{ Condition: 'IsOpen' }] },
        },
        Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
        Outputs: {
          Name: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:name' } } },
        },
      },
    },
    { name: 'b', dir: '', assets: {}, template: {} },
  ],
  identities: {
    ref: ({ logicalId }) => `${logicalId}-ref`,
    attribute: ({ logicalId }, name) => `${logicalId}.${name}`,
  },
  parameters: { Stage: 'live' },
  pseudo: { 'AWS::Region': 'us-east-1' },
});

describe('the intrinsic resolver', () => {
  test.each([
    ['Ref of a parameter that is overridden', { Ref: 'Stage' }, 'live'],
    ['Ref of a resource', { Ref: 'Table' }, 'Table-ref'],
    ['GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table.Arn'],
    ['Join', { 'Fn::Join': ['-', ['x', { Ref: 'AWS::Region' }]] }, 'x-us-east-1'],
    [
      'Sub',
      { 'Fn::Sub': ['${Stage}/${own}/${Table.Arn}/${!kept}', { own: 'mine' }] },
      'live/mine/Table.Arn/${kept}',
    ],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    ['If', { 'Fn::If': ['Shut', 'shut', 'open'] }, 'shut'],
    ['a property without a value', { kept: 1, left: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('Given %s, when it is resolved, then it is plain', (_, value, expected) => {
    expect(resolve('a', value)).toEqual(expected);
  });

  test('Given an export of one stack, when another imports it, then it has the value', () => {
    expect(resolve('b', { 'Fn::ImportValue': 'a:name' })).toBe('Table-ref');
  });

  test('Given an unknown intrinsic, when it is resolved, then its name is told', () => {
    expect(() => resolve('a', { 'Fn::Transform': {} })).toThrow('Fn::Transform');
  });

  test('Given an assembly of two stacks, when it is loaded, then cross-stack values are plain', () => {
    const assemblyDir = fileURLToPath(new URL('./fixtures/assembly', import.meta.url));
    const model = loadModel({ assemblyDir, parameters: {}, queueBase: 'http://q' });
    const [mapping] = model.ofType(
      z.object({ EventSourceArn: z.string() }),
      'AWS::Lambda::EventSourceMapping',
    );
    expect(mapping?.properties.EventSourceArn).toContain(':table/Data-Items/stream/');
  });

  test('Given URLs of both kinds of API, when they are rewritten, then each points here', () => {
    const at = { base: 'http://127.0.0.1:1', websocketApis: new Set(['sock']) };
    const url = (scheme: string, api: string) =>
      `${scheme}://${api}.execute-api.us-east-1.amazonaws.com/live`;
    expect(rewriteEndpoints(url('wss', 'sock'), at)).toBe('ws://127.0.0.1:1/_ws/live');
    expect(rewriteEndpoints(url('https', 'sock'), at)).toBe('http://127.0.0.1:1/_ws/live');
    expect(rewriteEndpoints(url('https', 'rest'), at)).toBe('http://127.0.0.1:1/live');
  });
});
