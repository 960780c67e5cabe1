import { Stack } from 'aws-cdk-lib';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { errorCodes } from '../../src/contract/errors.ts';
import { rates } from '../../src/contract/rates.ts';
import type { Authorizer } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { metricNamespace, settingsOf } from '../settings.ts';

type Statement = CfnWebACL.StatementProperty;
type Rule = CfnWebACL.RuleProperty;

/** Seconds in which an address's requests are counted, the shortest that WAF offers. */
const windowSeconds = 60;

/** Guests of a website behind one address: a school, a train. */
const guestsOfAddress = 50;

/** What is refused where an address sends too much, and when it may come back. */
const tooMany = 'too.many.requests';

/**
 * Rules of AWS's that only count here. They look into bodies, and a body is what a customer wrote, who may write of
 * `<script>` or paste a path: a message is never lost for its words. The size rule refuses more than 8 KB, which a panel
 * has. Machines that call name no browser.
 */
const countedOnly = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['Log4JRCE_BODY', 'JavaDeserializationRCE_BODY'],
  AWSManagedRulesAmazonIpReputationList: [],
} as const;

/** What WAF keeps of a rule: figures. Samples of requests would hold tokens. */
const figures = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (name: keyof typeof countedOnly, priority: number): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  visibilityConfig: figures(name),
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: countedOnly[name].map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});

/** Requests to the routes of one way in. An API is reached below its stage, and by a name of its own without it. */
const toRoutes = (authorizer: Authorizer): Statement => {
  const paths = new Set(routes.filter((it) => it.authorizer === authorizer).map(({ path }) => path));
  const statements = [...paths].map((path) => ({
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString: `^(/v1)?/api/v2${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  }));
  const [only] = statements;
  return statements.length === 1 && only !== undefined ? only : { orStatement: { statements } };
};

/** Refuses an address that sends more than `limit` a minute, of what is looked at. */
const rate = (name: string, priority: number, limit: number, of?: Statement): Rule => ({
  name,
  priority,
  visibilityConfig: figures(name),
  action: {
    block: {
      customResponse: {
        responseCode: errorCodes[tooMany].status,
        customResponseBodyKey: tooMany.replaceAll('.', '-'),
        responseHeaders: [{ name: 'Retry-After', value: String(windowSeconds) }],
      },
    },
  },
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: windowSeconds,
      limit,
      ...(of === undefined ? {} : { scopeDownStatement: of }),
    },
  },
});

/**
 * A web ACL: AWS's rules, and how much one address may send. It stands before everything else that counts, and is
 * coarser: twice what the functions let one address have, so that who keeps to the contract never meets it. Routes join
 * by how they let callers in. WebSocket APIs take no web ACL (docs/adr/0045).
 */
export class WebAcl extends CfnWebACL {
  constructor(scope: Construct, id: string, reach: 'REGIONAL' | 'CLOUDFRONT') {
    const { installation } = settingsOf(scope);
    super(scope, id, {
      name: `${installation}-${reach.toLowerCase()}`,
      scope: reach,
      defaultAction: { allow: {} },
      customResponseBodies: {
        [tooMany.replaceAll('.', '-')]: {
          contentType: 'APPLICATION_JSON',
          content: JSON.stringify({
            message: errorCodes[tooMany].message,
            code: tooMany,
            status: errorCodes[tooMany].status,
            messageParams: {},
            contextId: '',
            details: [],
          }),
        },
      },
      visibilityConfig: figures(metricNamespace(settingsOf(scope)).replace('/', '-')),
      rules: [
        rate('Anonymous', 0, 2 * rates.session.caller, toRoutes('none')),
        rate('Providers', 1, 2 * rates.webhook.caller, toRoutes('provider')),
        rate('Guests', 2, 2 * rates.guest.caller * guestsOfAddress, toRoutes('guest')),
        rate('Everything', 3, 2 * rates.webhook.caller),
        managed('AWSManagedRulesAmazonIpReputationList', 4),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 5),
        managed('AWSManagedRulesCommonRuleSet', 6),
      ],
    });
  }
}

/** The web ACL before a stage of a REST API. */
export class RegionalWebAcl extends Construct {
  constructor(scope: Construct, id: string, { apiId, stage }: { apiId: string; stage: string }) {
    super(scope, id);
    const { attrArn: webAclArn } = new WebAcl(this, 'Acl', 'REGIONAL');
    const { partition, region } = Stack.of(this);
    new CfnWebACLAssociation(this, 'BeforeStage', {
      webAclArn,
      resourceArn: `arn:${partition}:apigateway:${region}::/restapis/${apiId}/stages/${stage}`,
    });
  }
}
