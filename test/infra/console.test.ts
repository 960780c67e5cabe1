import { beforeAll, describe, expect, test } from 'vitest';
import { full } from './installations.ts';
import {
  installationOf,
  ofType,
  type SynthesizedApp,
  synthesizedApp,
  type Template,
} from './synthesized-app.ts';

describe('the console of a deployment', () => {
  let app: SynthesizedApp;
  const template = (): Template => {
    const found = app.stacks.get(`${full.name}-console`);
    if (found === undefined) throw new Error('there is no stack of the console');
    return found;
  };
  const only = (type: string) => {
    const [first, ...others] = ofType(template(), type);
    if (first === undefined || others.length > 0) throw new Error(`not one ${type}`);
    return first;
  };
  beforeAll(async () => {
    app = await installationOf('full');
  });

  test('then its files are in a bucket that CloudFront alone reads', () => {
    const { Properties, id } = only('AWS::S3::Bucket');
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(only('AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    const statements = only('AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    const reads = statements.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(
      reads.map(({ Action, Principal }: { Action: unknown; Principal: unknown }) => [Action, Principal]),
    ).toEqual([['s3:GetObject', { Service: 'cloudfront.amazonaws.com' }]]);
    expect(JSON.stringify(reads[0].Condition)).toContain('AWS:SourceArn');
    expect(JSON.stringify(reads[0].Resource)).toContain(id);
  });

  test('then page and API are one origin: the API is asked each time, with what the browser sent but its host', () => {
    const { DistributionConfig } = only('AWS::CloudFront::Distribution').Properties;
    const [api, ...others] = DistributionConfig.CacheBehaviors;
    expect(others).toEqual([]);
    expect(api).toMatchObject({
      PathPattern: '/api/*',
      // Managed-CachingDisabled and Managed-AllViewerExceptHostHeader, by the ids that AWS documents.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(api.AllowedMethods).toContain('DELETE');
    const origin = DistributionConfig.Origins.find(({ Id }: { Id: string }) => Id === api.TargetOriginId);
    expect(origin).toMatchObject({
      OriginPath: '/v1',
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
    });
    expect(DistributionConfig.Aliases).toEqual([full.consoleDomain.name]);
    const code = only('AWS::CloudFront::Function').Properties.FunctionCode;
    const rewrite = new Function('event', `${code}; return handler(event).uri;`);
    const uri = (asked: string) => rewrite({ request: { uri: asked } });
    expect(['/', '/interactions/a-b', '/queues/x/', '/assets/main.js', '/config.json'].map(uri)).toEqual([
      '/index.html',
      '/index.html',
      '/index.html',
      '/assets/main.js',
      '/config.json',
    ]);
  });

  test('then the page runs its own scripts alone, and calls its origin, the sockets and the issuer', () => {
    const { SecurityHeadersConfig } = only('AWS::CloudFront::ResponseHeadersPolicy').Properties
      .ResponseHeadersPolicyConfig;
    const policy = JSON.stringify(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|data:|\*/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('wss://');
    expect(policy).toContain(`${full.name}-sign-in-issuer`);
    expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000);
  });

  test('then config.json is written as it is deployed, and files of another deployment stay', () => {
    const [assets, views] = ofType(template(), 'Custom::CDKBucketDeployment').sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    expect(assets?.Properties).toMatchObject({ Prune: false, DestinationBucketKeyPrefix: 'assets' });
    expect(assets?.Properties.SystemMetadata['cache-control']).toContain('immutable');
    expect(views?.Properties).toMatchObject({
      Prune: false,
      SystemMetadata: { 'cache-control': 'no-cache' },
    });
    const told = JSON.stringify(views?.Properties.SourceMarkers);
    for (const name of ['issuer', 'client', 'host']) expect(told).toContain(`${full.name}-sign-in-${name}`);
    const exported = Object.values(app.rest.Outputs ?? {}).map(({ Export }) => Export?.Name);
    expect(exported).toEqual(
      expect.arrayContaining([`${full.name}-sign-in-issuer`, `${full.name}-sign-in-client`]),
    );
  });

  test('then its origin may open sockets, and the user pool sends people back to it', () => {
    const [client] = ofType(app.rest, 'AWS::Cognito::UserPoolClient');
    expect(client?.Properties.CallbackURLs).toEqual(['https://a.example/', 'https://desk.example.org/']);
    const origins = ofType(app.live, 'AWS::Lambda::Function').map(
      ({ Properties }) => Properties.Environment?.Variables?.ALLOWED_ORIGINS,
    );
    expect(origins).toContain('https://a.example,https://desk.example.org');
  });

  test('then a page that is not built is no page: the synthesis says what builds it', async () => {
    await expect(synthesizedApp({ page: '/nowhere' })).rejects.toThrow('npm run build:console');
    const { stacks } = await installationOf('bare');
    expect([...stacks.keys()].filter((name) => name.endsWith('-console'))).toEqual([]);
  });
});
