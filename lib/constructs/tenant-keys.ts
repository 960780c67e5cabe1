import { createHash } from 'node:crypto';
import { Aws } from 'aws-cdk-lib';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { sharedKey, type TenantKeys } from '../../src/contract/tenant-keys.ts';
import { type Settings, settingsOf } from '../settings.ts';

/** How many keys the tenants share that have none of their own: one in so many suffers with one that floods. */
const shares = 64;

/** How much of a second's requests may come at once. */
const burst = 2;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/**
 * The keys by which tenants' requests are counted; undefined where the installation counts none. They are no secret:
 * the authorizer names the key of a request, and a caller cannot. The account is part of each, for a key must be the
 * only one of its value in a Region.
 */
export const tenantKeysOf = ({
  installation,
  tenantRequestsPerSecond,
  tenantBudgets,
}: Settings): TenantKeys | undefined => {
  if (tenantRequestsPerSecond === 0) return undefined;
  const prefix = (of: string) => `${digest(`${installation}/${of}`)}${Aws.ACCOUNT_ID}`;
  return {
    own: Object.fromEntries(Object.keys(tenantBudgets).map((tenant) => [tenant, prefix(`own/${tenant}`)])),
    shared: prefix('shared'),
    shares,
  };
};

/** A usage plan of one budget, and the keys that each have it to themselves. */
export class TenantBudget extends Construct {
  /**
   * @param apiId the API, which has one stage
   * @param keys values by the ids of their constructs
   */
  constructor(
    scope: Construct,
    id: string,
    { apiId, perSecond, keys }: { apiId: string; perSecond: number; keys: ReadonlyMap<string, string> },
  ) {
    super(scope, id);
    const { installation } = settingsOf(this);
    const plan = new CfnUsagePlan(this, 'Plan', {
      usagePlanName: `${installation}-${id}`,
      description: 'Requests of a tenant a second; each key counts for itself',
      apiStages: [{ apiId, stage: 'v1' }],
      throttle: { rateLimit: perSecond, burstLimit: perSecond * burst },
    });
    let before: CfnUsagePlanKey | undefined;
    for (const [name, value] of keys) {
      const key = new CfnApiKey(this, name, { name: `${installation}-${id}-${name}`, value, enabled: true });
      const belongs = new CfnUsagePlanKey(this, `${name}OfPlan`, {
        keyId: key.ref,
        keyType: 'API_KEY',
        usagePlanId: plan.ref,
      });
      // One after the other: API Gateway takes five such calls a second, and refuses two at once on one plan.
      if (before !== undefined) key.addResourceDependency(before);
      before = belongs;
    }
  }
}

/** The keys that tenants share, by the ids of their constructs. */
export const sharedKeys = (keys: TenantKeys): ReadonlyMap<string, string> =>
  new Map(Array.from({ length: keys.shares }, (_, share) => [`Share${share}`, sharedKey(keys, share)]));
