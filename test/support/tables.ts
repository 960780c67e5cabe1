import { byCustomer, byQueue, byState, earlierAttributes } from '../../src/contract/env.ts';

const text = (...names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });

/** The five tables as template resources: keys and stream alone, which is all that stores can see of them. */
export const tables = {
  Conversations: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: text('pk'),
      KeySchema: [hash('pk')],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  },
  Transcript: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [...text('pk'), { AttributeName: 'seq', AttributeType: 'N' }],
      KeySchema: [hash('pk'), range('seq')],
    },
  },
  Records: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: text('pk', 'sk', 'gpk', 'qpk', 'cpk', 'gsk'),
      KeySchema: [hash('pk'), range('sk')],
      GlobalSecondaryIndexes: [
        {
          IndexName: byState,
          KeySchema: [hash('gpk'), range('gsk')],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: byQueue,
          KeySchema: [hash('qpk'), range('gsk')],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: byCustomer,
          KeySchema: [hash('cpk'), range('gsk')],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...earlierAttributes] },
        },
      ],
    },
  },
  Directory: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { AttributeDefinitions: text('pk', 'sk'), KeySchema: [hash('pk'), range('sk')] },
  },
  Sockets: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { AttributeDefinitions: text('pk', 'sk'), KeySchema: [hash('pk'), range('sk')] },
  },
} as const;
