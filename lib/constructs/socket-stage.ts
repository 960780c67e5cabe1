import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, type WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What is logged of a socket's request. A query string is not: a ticket travels in it. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    connectionId: '$context.connectionId',
    eventType: '$context.eventType',
    routeKey: '$context.routeKey',
    status: '$context.status',
    authorizerStatus: '$context.authorizer.status',
    time: '$context.requestTimeEpoch',
  }),
);

/**
 * The WebSocket API's one stage. Its limits are for all clients together: 500 connects a second is API Gateway's
 * quota for new connections, and a client sends a ping every 20 s.
 */
export const socketStage = (scope: Construct, api: WebSocketApi): WebSocketStage =>
  new WebSocketStage(scope, 'SocketStage', {
    webSocketApi: api,
    stageName: 'v1',
    autoDeploy: true,
    throttle: { rateLimit: 2000, burstLimit: 1000 },
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(
        new LogGroup(scope, 'SocketAccessLog', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
      format: accessLog,
    },
  });
