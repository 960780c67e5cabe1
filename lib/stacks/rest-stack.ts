import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  IdentitySource,
  LogGroupLogDestination,
  RequestAuthorizer,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { deliveryConsumer, deliveryQueue } from '../constructs/delivery-queue.ts';
import { gatewayErrors } from '../constructs/gateway-errors.ts';
import { groupLog } from '../constructs/group-log.ts';
import { type FunctionGroup, handlerFunction } from '../constructs/handler-function.ts';
import { identity } from '../constructs/identity.ts';
import { operatorAlarm } from '../constructs/operator-alarm.ts';
import { restRoutes } from '../constructs/rest-routes.ts';
import type { Surroundings } from '../derive-access.ts';
import { takesGuests } from '../function-names.ts';

interface RestStackProps extends StackProps {
  readonly bundles: string;
  readonly tables: Surroundings['tables'];
  readonly sockets: NonNullable<Surroundings['sockets']>;
  readonly origins: readonly string[];
}

/** What is logged of a request: neither its query string nor who sent it. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    method: '$context.httpMethod',
    resource: '$context.resourcePath',
    status: '$context.status',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    time: '$context.requestTimeEpoch',
  }),
);

/** The REST API under /api/v2: one function a declared route, behind one authorizer. */
export class RestStack extends Stack {
  constructor(scope: Construct, id: string, { bundles, tables, sockets, origins, ...props }: RestStackProps) {
    super(scope, id, props);
    const log = groupLog(this, 'Rest');
    const api = new RestApi(this, 'Api', {
      description: 'Binocular',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: {
        stageName: 'v1',
        throttlingRateLimit: 5000,
        throttlingBurstLimit: 2500,
        metricsEnabled: true,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        accessLogFormat: accessLog,
      },
    });
    gatewayErrors(api);

    const deliveries = deliveryQueue(this);
    const group: FunctionGroup = {
      bundles,
      logGroup: log.logGroup,
      memoryMegabytes: 512,
      timeoutSeconds: 10,
      surroundings: {
        tables,
        sockets,
        tokens: identity(this),
        deliveries: { url: deliveries.queue.queueUrl, arn: deliveries.queue.queueArn },
        publicUrl: `${api.url}api/v2`,
      },
    };
    const authorizer = (name: string) =>
      new RequestAuthorizer(this, name, {
        handler: handlerFunction(this, `authorize/${name.toLowerCase()}`, { ...group, memoryMegabytes: 256 }),
        identitySources: [IdentitySource.header('Authorization')],
        resultsCacheTtl: Duration.seconds(60),
      });
    const authorizers = {
      user: authorizer('Token'),
      ...(takesGuests ? { guest: authorizer('Guest') } : {}),
    };
    restRoutes(this, api, authorizers, group, origins);
    deliveryConsumer(this, deliveries, group);

    const minute = { period: Duration.minutes(1) };
    operatorAlarm(this, 'Server errors', api.metricServerError({ ...minute, statistic: 'Sum' }), {
      threshold: 0,
      minutes: 3,
    });
    const undelivered = deliveries.deadLetters.metricApproximateNumberOfMessagesVisible(minute);
    operatorAlarm(this, 'Delivery dead letters', undelivered, { threshold: 0, minutes: 1 });
    operatorAlarm(this, 'Rest function failures', log.failures, { threshold: 0, minutes: 3 });
    // Without a dimension this counts the whole account and Region, as the concurrency that runs out does.
    const throttles = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: 'Sum',
      ...minute,
    });
    operatorAlarm(this, 'Throttled functions', throttles, { threshold: 0, minutes: 3 });
    new CfnOutput(this, 'Url', { value: `${api.url}api/v2` });
  }
}
