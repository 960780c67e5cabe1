import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Tags } from 'aws-cdk-lib';
import {
  acknowledgeCanary,
  acknowledgeConsole,
  acknowledgeData,
  acknowledgeFunctions,
  acknowledgeLive,
  acknowledgeRest,
} from './acknowledgements.ts';
import { mediaBucketName } from './constructs/media-bucket.ts';
import { tenantKeysOf } from './constructs/tenant-keys.ts';
import { secretsPrefix, settingsOf } from './settings.ts';
import { BudgetsStack } from './stacks/budgets-stack.ts';
import { CanaryStack } from './stacks/canary-stack.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { LiveStack } from './stacks/live-stack.ts';
import { RestStack } from './stacks/rest-stack.ts';
import { WatchStack } from './stacks/watch-stack.ts';

/**
 * Declares the whole app. It needs no account: what differs between installations is a setting or a parameter.
 *
 * @param bundles directory that holds `<group>/<name>/index.js`
 * @param page directory of the built console; without it there is no page
 * @param canary directory of the bundled canary; without it none is scheduled
 * @throws when the page is to be deployed and is not built, or a setting is wrong
 */
export const buildApp = (
  bundles: string,
  { page, canary, context, ...props }: AppProps & { readonly page?: string; readonly canary?: string } = {},
): App => {
  const app = new App({
    analyticsReporting: false,
    // A stack that others read from refuses to lose what they read.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong', ...context },
    ...props,
  });
  const { installation, tags, console, edgeWebAcl } = settingsOf(app);
  if (console && page !== undefined && !existsSync(join(page, 'index.html')))
    throw new Error(`${page} is not built: npm run build:console; or -c console=false leaves the page out`);
  const data = new DataStack(app, `${installation}-data`);
  const { tables, deliveries, fetches, restLog: log } = data;
  const live = new LiveStack(app, `${installation}-live`, { bundles, data });
  const surroundings = {
    tables,
    sockets: live.sockets.reached,
    deliveries: { url: deliveries.queue.queueUrl, arn: deliveries.queue.queueArn },
    fetches: { url: fetches.queue.queueUrl, arn: fetches.queue.queueArn },
    mediaBucket: mediaBucketName(settingsOf(app)),
    secretsPrefix: secretsPrefix(settingsOf(app)),
  };
  const group = { bundles, log, memoryMegabytes: 512, timeoutSeconds: 10, surroundings };
  const keys = tenantKeysOf(settingsOf(app));
  const rest = new RestStack(app, `${installation}-rest`, { data, group, keys });
  if (keys !== undefined) new BudgetsStack(app, `${installation}-budgets`, { rest, keys });
  if (canary !== undefined && settingsOf(app).canary)
    acknowledgeCanary(new CanaryStack(app, `${installation}-canary`, { code: canary, rest }));
  if (edgeWebAcl) new EdgeStack(app, `${installation}-edge`);
  if (page !== undefined && console) {
    const { sockets } = live;
    acknowledgeConsole(new ConsoleStack(app, `${installation}-console`, { page, rest, sockets }));
  }
  new WatchStack(app, `${installation}-watch`, { data, live, rest });
  for (const [name, value] of Object.entries({ installation, ...tags }))
    Tags.of(app).add(name, value, {
      // A property of dashboards so new that cfn-lint's schemas refuse it.
      excludeResourceTypes: ['AWS::CloudWatch::Dashboard'],
    });
  acknowledgeData(data);
  acknowledgeLive(live);
  acknowledgeRest(rest);
  for (const stack of rest.tagStacks) acknowledgeFunctions(stack);
  return app;
};
