import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeLive, acknowledgeRest } from './acknowledgements.ts';
import { DataStack } from './stacks/data-stack.ts';
import { LiveStack } from './stacks/live-stack.ts';
import { RestStack } from './stacks/rest-stack.ts';

/**
 * Declares the whole app. It needs no account: what differs between deployments is a context value or a parameter.
 *
 * Context: `allowedOrigins` (comma-separated, default `*`), `deletionProtection` (`false` switches it off).
 *
 * @param bundles directory that holds `<group>/<name>/index.js`
 */
export const buildApp = (bundles: string, props: AppProps = {}): App => {
  const app = new App({
    analyticsReporting: false,
    // A stack that others read from refuses to lose what they read.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
    ...props,
  });
  const origins = String(app.node.tryGetContext('allowedOrigins') ?? '*');
  const deletionProtection = String(app.node.tryGetContext('deletionProtection')) !== 'false';

  const { tables } = new DataStack(app, 'binocular-data', { deletionProtection });
  const live = new LiveStack(app, 'binocular-live', { bundles, tables, origins });
  const rest = new RestStack(app, 'binocular-rest', {
    bundles,
    tables,
    sockets: live.sockets,
    origins: origins.split(','),
  });
  acknowledgeLive(live);
  acknowledgeRest(rest, live);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};
