import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebAcl } from '../constructs/web-acl.ts';

/** The web ACL before the console's distribution. CloudFront takes one of us-east-1 alone, wherever the rest is. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { env: { region: 'us-east-1' } });
    new CfnOutput(this, 'WebAclArn', { value: new WebAcl(this, 'WebAcl', 'CLOUDFRONT').attrArn });
  }
}
