import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { byCustomer, byQueue, byState, earlierAttributes } from '../../src/contract/env.ts';
import { GroupLog } from '../constructs/group-log.ts';
import { JobQueue } from '../constructs/job-queue.ts';
import { MediaBucket, mediaBucketName } from '../constructs/media-bucket.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import type { TableName } from '../derive-access.ts';
import { isProtected, secretsPrefix, settingsOf } from '../settings.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });

/**
 * What outlives a deployment of functions. The tables: on demand, restorable to any second of the last 35 days, kept when
 * the stack goes unless set otherwise. The queues of messages that something is to be done for. The log of the REST API's
 * functions, which stand in several stacks. The bucket of files.
 */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, ITable>>;
  /** Messages on their way to providers, a group a conversation. */
  readonly deliveries: JobQueue;
  /** Messages whose files are to be fetched from their providers, a group each. */
  readonly fetches: JobQueue;
  readonly restLog: GroupLog;
  /** Signs the oversight log. */
  readonly oversightKey: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const settings = settingsOf(this);
    const { tableKeyArn } = settings;
    const common = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl',
      removalPolicy: RemovalPolicy[settings.data === 'retain' ? 'RETAIN' : 'DESTROY'],
      deletionProtection: isProtected(settings),
      ...(tableKeyArn === undefined
        ? {}
        : {
            encryption: TableEncryption.CUSTOMER_MANAGED,
            encryptionKey: Key.fromKeyArn(this, 'TableKey', tableKeyArn),
          }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    };
    const paired = { ...common, partitionKey: text('pk'), sortKey: text('sk') };
    const records = new Table(this, 'Records', paired);
    for (const [indexName, partitionKey] of [
      [byState, 'gpk'],
      [byQueue, 'qpk'],
    ] as const)
      records.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text('gsk'),
        projectionType: ProjectionType.ALL,
      });
    // What monitoring changes of a row is not in it: no claim writes it, and nobody can read a monitor from it.
    records.addGlobalSecondaryIndex({
      indexName: byCustomer,
      partitionKey: text('cpk'),
      sortKey: text('gsk'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...earlierAttributes],
    });
    const own: Readonly<Record<TableName, Table>> = {
      conversations: new Table(this, 'Conversations', {
        ...common,
        partitionKey: text('pk'),
        stream: StreamViewType.NEW_AND_OLD_IMAGES,
      }),
      transcript: new Table(this, 'Transcript', {
        ...common,
        partitionKey: text('pk'),
        sortKey: number('seq'),
        stream: StreamViewType.NEW_IMAGE,
      }),
      records,
      directory: new Table(this, 'Directory', { ...paired, stream: StreamViewType.NEW_IMAGE }),
      sockets: new Table(this, 'Sockets', paired),
    };
    this.tables = {
      conversations: this.inPlaceOf('conversations', own.conversations),
      transcript: this.inPlaceOf('transcript', own.transcript),
      records: this.inPlaceOf('records', own.records),
      directory: this.inPlaceOf('directory', own.directory),
      sockets: this.inPlaceOf('sockets', own.sockets),
    };
    for (const [name, table] of Object.entries(own))
      new CfnOutput(this, `${table.node.id}Table`, { value: this.tables[name as TableName].tableName });
    this.deliveries = new JobQueue(this, 'Deliveries', 'Delivery');
    this.fetches = new JobQueue(this, 'Fetches', 'Fetch');
    this.restLog = new GroupLog(this, 'Rest');
    new MediaBucket(this, 'Media');
    this.oversightKey = new Key(this, 'OversightKey', {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: common.removalPolicy,
      description: `${settings.installation}: signs the oversight log`,
    });
    for (const [name, value] of Object.entries({
      OversightKeyArn: this.oversightKey.keyArn,
      MediaBucket: mediaBucketName(settings),
      IntegrationSecrets: secretsPrefix(settings),
    }))
      new CfnOutput(this, name, { value });
    new OperatorAlarm(
      this,
      'Throttled conversations',
      this.tables.conversations.metric('WriteThrottleEvents', {
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      { threshold: 0, minutes: 3 },
    );
  }

  /**
   * The restored table that the installation names, or its own. The own one stays, with all that other stacks import of it: an
   * export that is in use could not be taken away in the deployment in which its users turn to the other table.
   */
  private inPlaceOf(name: TableName, own: Table): ITable {
    const restored = settingsOf(this).restoredTables[name];
    // The library's class says `tableStreamArn: string | undefined` where its interface says `tableStreamArn?: string`.
    if (restored === undefined) return own as ITable;
    const { arn: tableArn, streamArn: tableStreamArn } = restored;
    if (own.tableStreamArn !== undefined && tableStreamArn === undefined)
      throw new Error(`restoredTables: ${name} needs the ARN of a stream`);
    for (const value of [own.tableName, own.tableArn, own.tableStreamArn])
      if (value !== undefined) this.exportValue(value);
    return Table.fromTableAttributes(this, `Restored${own.node.id}`, {
      tableArn,
      ...(tableStreamArn === undefined ? {} : { tableStreamArn }),
    });
  }
}
