import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { DeliveryQueue } from '../constructs/delivery-queue.ts';
import { GroupLog } from '../constructs/group-log.ts';
import type { FunctionGroup } from '../constructs/handler-function.ts';
import { Identity } from '../constructs/identity.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import { RestApi } from '../constructs/rest-api.ts';
import type { SocketApi } from '../constructs/socket-api.ts';
import { settingsOf } from '../settings.ts';
import type { DataStack } from './data-stack.ts';

interface RestStackProps {
  readonly bundles: string;
  readonly tables: DataStack['tables'];
  readonly sockets: SocketApi;
}

/** The REST API under /api/v2, whose tokens let callers in, and the queue of messages on their way to providers. */
export class RestStack extends Stack {
  constructor(scope: Construct, id: string, { bundles, tables, sockets }: RestStackProps) {
    super(scope, id);
    const api = new RestApi(this, 'Api');
    const deliveries = new DeliveryQueue(this, 'Deliveries');
    const group: FunctionGroup = {
      bundles,
      log: new GroupLog(this, 'Rest'),
      memoryMegabytes: 512,
      timeoutSeconds: 10,
      surroundings: {
        tables,
        sockets: sockets.reached,
        tokens: new Identity(this, 'Identity').tokens,
        deliveries: { url: deliveries.queue.queueUrl, arn: deliveries.queue.queueArn },
        secretsPrefix: `${settingsOf(this).installation}/integrations`,
        publicUrl: api.baseUrl,
      },
    };
    api.addRoutes(group);
    deliveries.handTo('queue/deliver', group);

    // Without a dimension this counts the whole account and Region, as the concurrency that runs out does.
    const throttles = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: 'Sum',
      period: Duration.minutes(1),
    });
    new OperatorAlarm(this, 'Throttled functions', throttles, { threshold: 0, minutes: 3 });
    new CfnOutput(this, 'Url', { value: api.baseUrl });
  }
}
