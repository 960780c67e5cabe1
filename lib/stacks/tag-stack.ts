import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../../src/contract/routes.ts';
import { type FunctionGroup, HandlerFunction } from '../constructs/handler-function.ts';
import { routeFunctionName, tagStackName } from '../placement.ts';
import { settingsOf } from '../settings.ts';

/** The functions of one tag's routes. They are deployed before the API, whose address they cannot need. */
export class TagStack extends Stack {
  constructor(scope: Construct, tag: string, group: FunctionGroup) {
    const { installation } = settingsOf(scope);
    super(scope, tagStackName(installation, tag));
    for (const route of routes.filter((it) => it.tag === tag)) {
      const functionName = routeFunctionName(installation, route);
      const isApart = route.authorizer === 'none' || route.authorizer === 'provider';
      new HandlerFunction(this, `http/${route.name}`, { ...group, functionName, isApart });
    }
  }
}
