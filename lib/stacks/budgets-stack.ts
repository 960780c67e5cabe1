import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TenantKeys } from '../../src/contract/tenant-keys.ts';
import { sharedKeys, TenantBudget } from '../constructs/tenant-keys.ts';
import { settingsOf } from '../settings.ts';
import type { RestStack } from './rest-stack.ts';

interface BudgetsStackProps {
  readonly rest: RestStack;
  readonly keys: TenantKeys;
}

/** How many requests a second each tenant may make, so that none takes what is for all (docs/adr/0045). */
export class BudgetsStack extends Stack {
  constructor(scope: Construct, id: string, { rest, keys }: BudgetsStackProps) {
    super(scope, id);
    const { tenantRequestsPerSecond: perSecond, tenantBudgets } = settingsOf(this);
    // The plan names the stage by its name: it must be there.
    this.addStackDependency(rest);
    const apiId = rest.api.restApiId;
    new TenantBudget(this, 'tenants', { apiId, perSecond, keys: sharedKeys(keys) });
    for (const [tenant, own] of Object.entries(tenantBudgets)) {
      const value = keys.own[tenant];
      if (value === undefined) throw new Error(`${tenant} has no key`);
      new TenantBudget(this, `tenant-${tenant}`, { apiId, perSecond: own, keys: new Map([['Own', value]]) });
    }
  }
}
