import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { FunctionGroup } from '../constructs/handler-function.ts';
import { Identity } from '../constructs/identity.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import { RestApi } from '../constructs/rest-api.ts';
import { tags } from '../placement.ts';
import type { DataStack } from './data-stack.ts';
import { TagStack } from './tag-stack.ts';

interface RestStackProps {
  readonly data: DataStack;
  /** What functions of the REST API have in common. */
  readonly group: FunctionGroup;
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

  constructor(scope: Construct, id: string, { data, group }: RestStackProps) {
    super(scope, id);
    const api = new RestApi(this, 'Api');
    const { tokens, signIn } = new Identity(this, 'Identity');
    this.signIn = signIn;
    this.apiUrl = api.url;
    this.baseUrl = api.baseUrl;
    this.api = api;
    this.tagStacks = tags.map((tag) => new TagStack(scope, tag, group));
    for (const stack of this.tagStacks) this.addStackDependency(stack);
    const byApi = { ...group, surroundings: { ...group.surroundings, tokens, publicUrl: api.baseUrl } };
    api.addRoutes(byApi);
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
