import { App, type AppProps } from 'aws-cdk-lib';
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
  const app = new App({ analyticsReporting: false, ...props });
  const origins = String(app.node.tryGetContext('allowedOrigins') ?? '*');
  const deletionProtection = String(app.node.tryGetContext('deletionProtection')) !== 'false';

  const { tables } = new DataStack(app, 'binocular-data', { deletionProtection });
  const { sockets } = new LiveStack(app, 'binocular-live', { bundles, tables, origins });
  new RestStack(app, 'binocular-rest', { bundles, tables, sockets, origins: origins.split(',') });
  return app;
};
