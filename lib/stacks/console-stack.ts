import { join } from 'node:path';
import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IResponseHeadersPolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { pageHeaders, pagePolicy } from '../../src/contract/page-policy.ts';
import { mediaBucketName } from '../constructs/media-bucket.ts';
import type { SocketApi } from '../constructs/socket-api.ts';
import { settingsOf } from '../settings.ts';
import type { RestStack } from './rest-stack.ts';

interface ConsoleStackProps {
  /** Directory of the built page, `console/dist`. */
  readonly page: string;
  readonly rest: RestStack;
  readonly sockets: SocketApi;
}

/** A bucket of files, and no website of its own. */
class Files extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** The page itself answers every address whose last part has no dot: its views have addresses of their own. */
const viewsArePages = `function handler(event) {
  var request = event.request;
  if (request.uri.split('/').pop().indexOf('.') < 0) request.uri = '/index.html';
  return request;
}`;

const hostOf = (url: string): string => Fn.select(2, Fn.split('/', url));

/**
 * The console: its files in a bucket that CloudFront alone reads, on one origin with the REST API, under a strict policy.
 * What it must know of this installation, `/config.json`, is written as it is deployed.
 */
export class ConsoleStack extends Stack {
  readonly files: Files;

  constructor(scope: Construct, id: string, { page, rest, sockets }: ConsoleStackProps) {
    super(scope, id);
    const { consoleDomain, consoleWebAclArn } = settingsOf(this);
    const bucket = new Files(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // What is in it is built from the code, and can be built again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.files = bucket;
    const origin = S3BucketOrigin.withOriginAccessControl(bucket);
    const secured = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${settingsOf(this).installation}: the console`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(consoleWebAclArn === undefined ? {} : { webAclId: consoleWebAclArn }),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        ...secured,
        origin,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.headers(rest, sockets),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'ViewsArePages', {
              code: FunctionCode.fromInline(viewsArePages),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: {
        '/api/*': {
          ...secured,
          origin: new HttpOrigin(hostOf(rest.apiUrl), {
            originPath: '/v1',
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          }),
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // API Gateway answers to its own name alone.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
      ...(consoleDomain
        ? {
            domainNames: [consoleDomain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', consoleDomain.certificateArn),
          }
        : {}),
    });
    this.upload(bucket, page, rest);
    new CfnOutput(this, 'Url', {
      value: `https://${consoleDomain?.name ?? distribution.distributionDomainName}`,
    });
    new CfnOutput(this, 'DomainTarget', { value: distribution.distributionDomainName });
  }

  /** The page's policy: it calls its own origin, the sockets, and the issuer at which people sign in. */
  private headers(rest: RestStack, sockets: SocketApi): IResponseHeadersPolicy {
    const settings = settingsOf(this);
    const { signInOrigins } = settings;
    const { issuer, signInHost } = rest.signIn;
    const connect = [
      `wss://${hostOf(sockets.reached.url)}`,
      `https://${hostOf(issuer)}`,
      `https://${signInHost}`,
      ...signInOrigins,
    ];
    const files = `https://${mediaBucketName(settings)}.s3.${this.region}.${this.urlSuffix}`;
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: pagePolicy({ connect, media: [files] }),
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: false,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(pageHeaders)
          .filter(([header]) => header === 'cross-origin-opener-policy')
          .map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }

  /** Puts the files into the bucket. Old ones stay: a page that is open still asks for its own. */
  private upload(bucket: Files, page: string, rest: RestStack): void {
    const files = { destinationBucket: bucket, prune: false, memoryLimit: 256 };
    const assets = new BucketDeployment(this, 'Assets', {
      ...files,
      sources: [Source.asset(join(page, 'assets'))],
      destinationKeyPrefix: 'assets',
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    });
    const views = new BucketDeployment(this, 'Views', {
      ...files,
      sources: [
        Source.asset(page, { exclude: ['assets'] }),
        Source.jsonData('config.json', this.config(rest)),
      ],
      cacheControl: [CacheControl.noCache()],
    });
    // The page is the last to come: what it asks for is there.
    views.node.addDependency(assets);
  }

  /** What the page reads from `/config.json` (src/contract/console-config.ts). */
  private config({ signIn, baseUrl }: RestStack): unknown {
    const parameter = (name: string, description: string, standard: string) =>
      new CfnParameter(this, name, { type: 'String', default: standard, description }).valueAsString;
    const clientId = parameter(
      'ConsoleClientId',
      "The console's client at an issuer of your own; empty is the user pool's",
      '',
    );
    const scope = parameter(
      'ConsoleScope',
      'Scopes that the console asks an issuer of your own for',
      'openid',
    );
    const pool = new CfnCondition(this, 'UsesUserPool', { expression: Fn.conditionEquals(clientId, '') });
    const ofPool = (yes: string, no: string): string => Fn.conditionIf(pool.logicalId, yes, no).toString();
    return {
      signIn: 'oidc',
      authority: signIn.issuer,
      clientId: ofPool(signIn.clientId, clientId),
      scope: ofPool('openid profile', scope),
      token: ofPool('id', 'access'),
      // Left out for other issuers, whose discovery names the place: an empty text counts as none.
      signOutUrl: ofPool(`https://${signIn.signInHost}/logout`, ''),
      webhooks: baseUrl,
    };
  }
}
