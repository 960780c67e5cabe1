import { Duration, Stack } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import { handedOver, headExpired, overseen, usersChanged } from '../../src/contract/handed-over.ts';
import { recordedChanges } from '../../src/contract/words.ts';
import type { DeadLetters } from '../constructs/dead-letters.ts';
import { GatewayLogging } from '../constructs/gateway-logging.ts';
import { GroupLog } from '../constructs/group-log.ts';
import { type FunctionGroup, HandlerFunction } from '../constructs/handler-function.ts';
import { mediaBucketName } from '../constructs/media-bucket.ts';
import type { OperatorAlarm } from '../constructs/operator-alarm.ts';
import { SocketApi } from '../constructs/socket-api.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { originsOf, settingsOf } from '../settings.ts';
import type { DataStack } from './data-stack.ts';

interface LiveStackProps {
  readonly bundles: string;
  readonly data: Pick<DataStack, 'tables' | 'deliveries' | 'oversightKey'>;
}

/** What is live: the WebSocket API, the consumers of the stream of heads, and the sweep of expired leases. */
export class LiveStack extends Stack {
  readonly sockets: SocketApi;
  readonly sweep: HandlerFunction;
  readonly socketLog: GroupLog;
  readonly backgroundLog: GroupLog;
  readonly consumers: readonly StreamConsumer[];
  readonly pushFallsBehind: OperatorAlarm;

  /** The queues of what failed for good, one a consumer. */
  get letters(): readonly DeadLetters[] {
    return this.consumers.map(({ letters }) => letters);
  }

  constructor(scope: Construct, id: string, { bundles, data }: LiveStackProps) {
    super(scope, id);
    const settings = settingsOf(this);
    const { gatewayLogRole } = settings;
    this.sockets = new SocketApi(this, 'Sockets');
    if (gatewayLogRole) this.sockets.node.addDependency(new GatewayLogging(this, 'GatewayLogging'));
    const { tables, deliveries } = data;
    const group = {
      bundles,
      memoryMegabytes: 512,
      surroundings: {
        tables,
        sockets: this.sockets.reached,
        deliveries: { url: deliveries.queue.queueUrl, arn: deliveries.queue.queueArn },
        origins: originsOf(settings).join(','),
        signingKey: data.oversightKey.keyArn,
        mediaBucket: mediaBucketName(settings),
      },
    };
    this.socketLog = new GroupLog(this, 'Socket');
    this.sockets.addRoutes({ ...group, log: this.socketLog, timeoutSeconds: 10 });

    this.backgroundLog = new GroupLog(this, 'Background');
    const background: FunctionGroup = { ...group, log: this.backgroundLog, timeoutSeconds: 60 };
    const ofHeads = {
      table: tables.conversations,
      wokenBy: [{ dynamodb: { NewImage: { change: { S: FilterRule.or(...recordedChanges) } } } }],
      group: background,
    };
    const andTheirEnd = [...ofHeads.wokenBy, headExpired];
    const record = new StreamConsumer(this, 'Record', { ...ofHeads, wokenBy: andTheirEnd, batchSize: 100 });
    const announce = new StreamConsumer(this, 'Announce', { ...ofHeads, batchSize: 25 });
    const { transcript, directory } = tables;
    // A frame that comes later than this is of no use: the client has asked for what it missed.
    const live = { group: background, retryAttempts: 3, maxRecordAge: Duration.minutes(2) };
    const push = new StreamConsumer(this, 'Push', {
      ...live,
      table: transcript,
      wokenBy: handedOver,
      batchSize: 50,
      isPart: true,
    });
    const users = new StreamConsumer(this, 'Users', {
      table: directory,
      wokenBy: usersChanged,
      batchSize: 25,
      group: background,
    });
    const oversee = new StreamConsumer(this, 'Oversee', {
      table: directory,
      wokenBy: overseen,
      batchSize: 100,
      group: background,
    });
    this.consumers = [record, announce, push, users, oversee];
    this.pushFallsBehind = push.fallsBehind;
    this.sweep = new HandlerFunction(this, 'schedule/sweep', background);
    new Schedule(this, 'SweepEveryMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The next sweep is a minute away: one that failed is not tried again.
      target: new LambdaInvoke(this.sweep.live, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      description: 'Ends the monitoring sessions whose lease has expired',
    });
  }
}
