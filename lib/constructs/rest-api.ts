import { ArnFormat, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  AuthorizationType,
  AwsIntegration,
  CfnStage,
  EndpointType,
  RestApi as GatewayRestApi,
  type IAuthorizer,
  IdentitySource,
  type IResource,
  LogGroupLogDestination,
  RequestAuthorizer,
  Resource,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Throttle, throttleOf } from '../../src/contract/rates.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { routeFunctionName } from '../placement.ts';
import { settingsOf } from '../settings.ts';
import { AccessLog } from './access-log.ts';
import { addGatewayErrors } from './gateway-errors.ts';
import { type FunctionGroup, HandlerFunction, liveAlias } from './handler-function.ts';
import { OperatorAlarm } from './operator-alarm.ts';
import { answerOtherMethods } from './other-methods.ts';

/** Where every route's path begins. */
const basePath = 'api/v2';

/**
 * The resource at a route's path. API Gateway allows one variable name a place, so where two routes name the same
 * place differently the first name stays; a function reads its parameters by their place.
 */
const resourceAt = (base: IResource, path: string): IResource => {
  let at = base;
  for (const part of path.split('/').filter((segment) => segment !== '')) {
    const variable = at.node.children.find((child) => /^\{.+\}$/.test(child.node.id));
    at =
      part.startsWith('{') && variable instanceof Resource
        ? variable
        : (at.getResource(part) ?? at.addResource(part));
  }
  return at;
};

/** How the stage treats a method, or all: everything is said, for a method takes nothing over from the stage. */
const methodSetting = (httpMethod: string, path: string, { perSecond, burst }: Throttle) => ({
  httpMethod,
  resourcePath: path === '/*' ? path : `/${path.replaceAll('/', '~1')}`,
  throttlingRateLimit: perSecond,
  throttlingBurstLimit: burst,
  metricsEnabled: true,
  dataTraceEnabled: false,
  loggingLevel: 'OFF',
});

/** The REST API: one function a declared route, behind the authorizer that the route declares. */
export class RestApi extends GatewayRestApi {
  /** Ends in /api/v2. */
  readonly baseUrl: string;
  readonly accessLog: AccessLog;

  constructor(scope: Construct, id: string) {
    const accessLog = new AccessLog(scope, {
      method: '$context.httpMethod',
      resource: '$context.resourcePath',
      latency: '$context.responseLatency',
      integrationLatency: '$context.integrationLatency',
      refusal: '$context.error.responseType',
      key: '$context.identity.apiKeyId',
    });
    const { installation, restDomain } = settingsOf(scope);
    super(scope, id, {
      restApiName: installation,
      description: 'Binocular',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      // The authorizer names the key that a request counts for; a caller cannot.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      deployOptions: {
        stageName: 'v1',
        tracingEnabled: settingsOf(scope).tracing,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: accessLog.format,
      },
    });
    this.accessLog = accessLog;
    addGatewayErrors(this);
    const errors = this.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) });
    new OperatorAlarm(this, 'Server errors', errors, { threshold: 0, minutes: 3 });
    this.baseUrl = `${this.url}${basePath}`;
    if (restDomain === undefined) return;
    const domain = this.addDomainName('Domain', {
      domainName: restDomain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', restDomain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
      endpointType: EndpointType.REGIONAL,
    });
    this.baseUrl = `https://${restDomain.name}/${basePath}`;
    new CfnOutput(this, 'DomainTarget', { value: domain.domainNameAliasDomainName });
  }

  /** Adds every declared route behind its authorizer; where a method is, preflights are answered and other methods refused. */
  addRoutes(group: FunctionGroup): void {
    const { allowedOrigins, tenantRequestsPerSecond } = settingsOf(this);
    const counts = tenantRequestsPerSecond > 0;
    const base = this.root.resourceForPath(basePath);
    const admission = this.admissions(group);
    const invoker = this.invokers();
    const resources = new Map<IResource, string[]>();
    const settings = [methodSetting('*', '/*', throttleOf.user)];
    for (const route of routes) {
      const resource = resourceAt(base, route.path);
      resources.set(resource, [...(resources.get(resource) ?? []), route.method]);
      const functionArn = this.functionOf(route);
      const integration = new AwsIntegration({
        service: 'lambda',
        proxy: true,
        path: `2015-03-31/functions/${functionArn}/invocations`,
        options: { credentialsRole: invoker(route.tag, functionArn) },
      });
      const who = route.authorizer ?? 'user';
      resource.addMethod(route.method, integration, {
        ...admission(route),
        operationName: route.name,
        apiKeyRequired: who === 'user' && counts,
      });
      if (who !== 'user') settings.push(methodSetting(route.method, resource.path, throttleOf[who]));
    }
    const stage = this.deploymentStage.node.defaultChild;
    if (stage instanceof CfnStage) stage.methodSettings = settings;
    for (const [resource, methods] of resources) answerOtherMethods(resource, methods, allowedOrigins);
  }

  /** ARN of the live version of a route's function in its tag's stack, by its name. */
  private functionOf(route: Route): string {
    return Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${routeFunctionName(settingsOf(this).installation, route)}:${liveAlias}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /**
   * The role by which API Gateway invokes a route's function: one a tag, for a permission on each function would cost
   * the stack a resource a route, and one role's policy holds about 80 functions' names (10,240 characters).
   */
  private invokers() {
    const made = new Map<string, { readonly role: Role; readonly statement: PolicyStatement }>();
    return (tag: string, functionArn: string): Role => {
      const id = `Invoke${tag.replaceAll(' ', '')}`;
      const make = () => {
        const statement = new PolicyStatement({ actions: ['lambda:InvokeFunction'] });
        const invoke = new PolicyDocument({ statements: [statement] });
        const assumedBy = new ServicePrincipal('apigateway.amazonaws.com');
        return { role: new Role(this, id, { assumedBy, inlinePolicies: { invoke } }), statement };
      };
      const { role, statement } = made.get(tag) ?? make();
      made.set(tag, { role, statement });
      statement.addResources(functionArn);
      return role;
    };
  }

  /** How a route lets callers in; an authorizer is made for the first route that asks for it. */
  private admissions(group: FunctionGroup) {
    const made = new Map<string, IAuthorizer>();
    const authorizer = (name: string): IAuthorizer => {
      const found =
        made.get(name) ??
        new RequestAuthorizer(this, name, {
          handler: new HandlerFunction(this, `authorize/${name}`, {
            ...group,
            memoryMegabytes: 256,
            isApart: true,
          }).live,
          identitySources: [IdentitySource.header('Authorization')],
          resultsCacheTtl: Duration.seconds(60),
        });
      made.set(name, found);
      return found;
    };
    return (route: Route) =>
      route.authorizer === 'none' || route.authorizer === 'provider'
        ? { authorizationType: AuthorizationType.NONE }
        : {
            authorizationType: AuthorizationType.CUSTOM,
            authorizer: authorizer(route.authorizer === 'guest' ? 'guest' : 'token'),
          };
  }
}
