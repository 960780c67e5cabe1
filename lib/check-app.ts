import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Lets synthesis end with an error where a finding of the AWS Solutions rules has no reason beside it
 * (lib/acknowledgements.ts). A file of its own: loading and running the rules is a good part of a synthesis, and what runs
 * on a laptop alone needs none.
 */
export const checkApp = (app: App): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
