import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/** What is logged of every request: neither its query string, in which a ticket travels, nor who sent it. */
const common = {
  requestId: '$context.requestId',
  status: '$context.status',
  time: '$context.requestTimeEpoch',
};

/** The access log of an API's stage: a line of JSON a request. */
export class AccessLog extends LogGroup {
  readonly format: AccessLogFormat;

  /** @param fields names with the variables of API Gateway that they log, beside those of every request */
  constructor(scope: Construct, fields: Readonly<Record<string, string>>) {
    super(scope, 'AccessLog', {
      retention: settingsOf(scope).logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.format = AccessLogFormat.custom(JSON.stringify({ ...common, ...fields }));
  }
}
