import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import { clientFrames } from '../../src/contract/frames.ts';
import { gatewayLogging } from '../constructs/gateway-logging.ts';
import { groupLog } from '../constructs/group-log.ts';
import { type FunctionGroup, handlerFunction } from '../constructs/handler-function.ts';
import { headConsumer } from '../constructs/head-consumer.ts';
import { operatorAlarm } from '../constructs/operator-alarm.ts';
import { socketStage } from '../constructs/socket-stage.ts';
import type { Surroundings } from '../derive-access.ts';

interface LiveStackProps extends StackProps {
  readonly bundles: string;
  readonly tables: Surroundings['tables'];
  readonly origins: string;
}

/** What is live: the WebSocket API, the consumers of the stream of heads, and the sweep of expired leases. */
export class LiveStack extends Stack {
  readonly sockets: NonNullable<Surroundings['sockets']>;

  constructor(scope: Construct, id: string, { bundles, tables, origins, ...props }: LiveStackProps) {
    super(scope, id, props);
    const api = new WebSocketApi(this, 'Sockets', {
      routeSelectionExpression: '$request.body.message',
      description: 'Binocular: live frames to supervisors',
    });
    const stage = socketStage(this, api);
    stage.node.addDependency(gatewayLogging(this));
    this.sockets = {
      url: stage.url,
      managementEndpoint: stage.callbackUrl,
      stageArn: this.formatArn({
        service: 'execute-api',
        resource: api.apiId,
        resourceName: stage.stageName,
      }),
    };

    const surroundings: Surroundings = { tables, sockets: this.sockets, origins };
    const socketLog = groupLog(this, 'Socket');
    const group: FunctionGroup = {
      bundles,
      logGroup: socketLog.logGroup,
      memoryMegabytes: 512,
      timeoutSeconds: 10,
      surroundings,
    };
    this.addRoutes(api, group);

    const backgroundLog = groupLog(this, 'Background');
    const background = { ...group, logGroup: backgroundLog.logGroup, timeoutSeconds: 60 };
    const heads = tables.conversations;
    const record = headConsumer(this, 'record', { heads, batchSize: 100, group: background });
    const announce = headConsumer(this, 'announce', { heads, batchSize: 25, group: background });
    const sweep = handlerFunction(this, 'schedule/sweep', background);
    new Schedule(this, 'SweepEveryMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The next sweep is a minute away: one that failed is not tried again.
      target: new LambdaInvoke(sweep, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      description: 'Ends the monitoring sessions whose lease has expired',
    });

    const waiting = (consumer: typeof record) =>
      consumer.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) });
    const age = { threshold: 60_000, minutes: 5 };
    operatorAlarm(this, 'Record dead letters', waiting(record), { threshold: 0, minutes: 1 });
    operatorAlarm(this, 'Announce dead letters', waiting(announce), { threshold: 0, minutes: 1 });
    operatorAlarm(this, 'Record falls behind', record.age, age);
    operatorAlarm(this, 'Announce falls behind', announce.age, age);
    operatorAlarm(this, 'Socket function failures', socketLog.failures, { threshold: 0, minutes: 3 });
    operatorAlarm(this, 'Background function failures', backgroundLog.failures, { threshold: 0, minutes: 3 });
  }

  private addRoutes(api: WebSocketApi, group: FunctionGroup): void {
    const integration = (name: string) =>
      new WebSocketLambdaIntegration(name, handlerFunction(this, `websocket/${name}`, group));
    const ticket = handlerFunction(this, 'authorize/ticket', { ...group, memoryMegabytes: 256 });
    api.addRoute('$connect', {
      integration: integration('connect'),
      authorizer: new WebSocketLambdaAuthorizer('Ticket', ticket, {
        identitySource: ['route.request.querystring.ticket'],
      }),
    });
    api.addRoute('$disconnect', { integration: integration('disconnect') });
    api.addRoute('$default', { integration: integration('unknown') });
    for (const word of Object.keys(clientFrames)) api.addRoute(word, { integration: integration(word) });
  }
}
