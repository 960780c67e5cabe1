import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { TenantKeys } from '../../src/contract/tenant-keys.ts';
import type { FunctionGroup } from '../constructs/handler-function.ts';
import { Identity } from '../constructs/identity.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import { RestApi } from '../constructs/rest-api.ts';
import { RegionalWebAcl } from '../constructs/web-acl.ts';
import { tags } from '../placement.ts';
import { settingsOf } from '../settings.ts';
import type { DataStack } from './data-stack.ts';
import { TagStack } from './tag-stack.ts';

interface RestStackProps {
  readonly data: DataStack;
  /** What functions of the REST API have in common. */
  readonly group: FunctionGroup;
  /** The keys that tenants' requests are counted by; undefined where they are not counted. */
  readonly keys: TenantKeys | undefined;
}

/**
 * The REST API under /api/v2, whose tokens let callers in, and the function that tells providers its address. The functions
 * of its routes are in stacks of their own, one a tag, and are deployed before it.
 */
export class RestStack extends Stack {
  /** One a tag. */
  readonly tagStacks: readonly TagStack[];
  /** Where the stage of the API is reached, by API Gateway's own name. */
  readonly apiUrl: string;
  /** What stands before every route's path, under the installation's own name where it has one. */
  readonly baseUrl: string;
  readonly signIn: Identity['signIn'];
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { data, group, keys }: RestStackProps) {
    super(scope, id);
    const api = new RestApi(this, 'Api');
    const { tokens, signIn } = new Identity(this, 'Identity');
    this.signIn = signIn;
    this.apiUrl = api.url;
    this.baseUrl = api.baseUrl;
    this.api = api;
    this.tagStacks = tags.map((tag) => new TagStack(scope, tag, group));
    for (const stack of this.tagStacks) this.addStackDependency(stack);
    const tenantKeys = keys === undefined ? '' : JSON.stringify(keys);
    const known = { ...group.surroundings, tokens, publicUrl: api.baseUrl, tenantKeys };
    const byApi = { ...group, surroundings: known };
    api.addRoutes(byApi);
    const { stageName: stage } = api.deploymentStage;
    if (settingsOf(this).webAcl) new RegionalWebAcl(this, 'WebAcl', { apiId: api.restApiId, stage });
    data.deliveries.handTo(this, 'queue/deliver', byApi);
    data.fetches.handTo(this, 'queue/fetch', byApi);

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
