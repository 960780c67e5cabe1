import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  DomainName,
  LogGroupLogDestination,
  WebSocketApi,
  WebSocketStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { clientFrames } from '../../src/contract/frames.ts';
import type { Surroundings } from '../derive-access.ts';
import { settingsOf } from '../settings.ts';
import { AccessLog } from './access-log.ts';
import { type FunctionGroup, HandlerFunction } from './handler-function.ts';

/** The WebSocket API: one stage, and one route for each word that a client may send. */
export class SocketApi extends WebSocketApi {
  /** How functions reach the sockets of the stage. */
  readonly reached: NonNullable<Surroundings['sockets']>;

  constructor(scope: Construct, id: string) {
    const { installation, socketDomain } = settingsOf(scope);
    super(scope, id, {
      apiName: `${installation}-sockets`,
      routeSelectionExpression: '$request.body.message',
      description: 'Binocular: live frames to supervisors',
    });
    const log = new AccessLog(this, {
      connectionId: '$context.connectionId',
      eventType: '$context.eventType',
      routeKey: '$context.routeKey',
      authorizerStatus: '$context.authorizer.status',
    });
    const domainName =
      socketDomain &&
      new DomainName(this, 'Domain', {
        domainName: socketDomain.name,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', socketDomain.certificateArn),
      });
    if (domainName) new CfnOutput(this, 'DomainTarget', { value: domainName.regionalDomainName });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this,
      ...(domainName ? { domainMapping: { domainName } } : {}),
      stageName: 'v1',
      autoDeploy: true,
      // For all clients together: 500 connects a second is API Gateway's quota, and a client pings every 20 s.
      throttle: { rateLimit: 2000, burstLimit: 1000 },
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: log.format },
    });
    // By this the operator's commands reach sockets.
    new CfnOutput(this, 'Management', { value: stage.callbackUrl }).overrideLogicalId('SocketManagement');
    this.reached = {
      url: socketDomain ? `wss://${socketDomain.name}` : stage.url,
      managementEndpoint: stage.callbackUrl,
      stageArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.apiId,
        resourceName: stage.stageName,
      }),
    };
  }

  /** Adds every route, with its function; a ticket lets a socket in. */
  addRoutes(group: FunctionGroup): void {
    const runs = (name: string) => ({
      integration: new WebSocketLambdaIntegration(
        name,
        new HandlerFunction(this, `websocket/${name}`, group).live,
      ),
    });
    const ticket = new HandlerFunction(this, 'authorize/ticket', { ...group, memoryMegabytes: 256 });
    this.addRoute('$connect', {
      ...runs('connect'),
      authorizer: new WebSocketLambdaAuthorizer('Ticket', ticket.live, {
        identitySource: ['route.request.querystring.ticket'],
      }),
    });
    this.addRoute('$disconnect', runs('disconnect'));
    this.addRoute('$default', runs('unknown'));
    for (const word of Object.keys(clientFrames)) this.addRoute(word, runs(word));
  }
}
