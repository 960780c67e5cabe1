import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { flag, number, text, texts } from '../template/scalars.ts';
import { MethodIntegration, readIntegration } from './read-integration.ts';
import type {
  Authorizer,
  CustomGatewayResponse,
  RestApi,
  RestMethod,
  RestResource,
  Throttle,
} from './rest-api.ts';

const RestApiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });
const MethodSetting = z.object({
  HttpMethod: z.string(),
  ResourcePath: z.string(),
  ThrottlingRateLimit: number.optional(),
  ThrottlingBurstLimit: number.optional(),
});
const StageProperties = z.object({
  RestApiId: z.string(),
  StageName: z.string(),
  Variables: z.record(z.string(), text).optional(),
  MethodSettings: z.array(MethodSetting).default([]),
});
const UsagePlanProperties = z.object({
  ApiStages: z.array(z.object({ ApiId: z.string() })).default([]),
  Throttle: z
    .object({ RateLimit: number, BurstLimit: number })
    .default({ RateLimit: Number.POSITIVE_INFINITY, BurstLimit: Number.POSITIVE_INFINITY }),
});
const ApiKeyProperties = z.object({ Value: z.string() });
const UsagePlanKeyProperties = z.object({ KeyId: z.string(), UsagePlanId: z.string() });
const ResourceProperties = z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() });
const MethodProperties = z.object({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizerId: z.string().optional(),
  ApiKeyRequired: flag.default(false),
  Integration: MethodIntegration.prefault({}),
});
const AuthorizerProperties = z.object({
  Type: z.string(),
  AuthorizerUri: z.string().default(''),
  AuthorizerResultTtlInSeconds: number.default(300),
  IdentitySource: z.string().default(''),
  IdentityValidationExpression: z.string().optional(),
});
const GatewayResponseProperties = z.object({
  RestApiId: z.string(),
  ResponseType: z.string(),
  StatusCode: number.optional(),
  ResponseTemplates: texts,
  ResponseParameters: texts,
});

interface MutableResource extends RestResource {
  readonly methods: Map<string, RestMethod>;
  readonly children: Map<string, MutableResource>;
}

/** REST APIs of the assembly with their resource trees. */
export const readRestApis = (model: Model): RestApi[] => {
  const authorizers = readAuthorizers(model);
  return model.ofType(RestApiProperties, 'AWS::ApiGateway::RestApi').map(({ ref: id, properties }) => {
    const stage = model
      .ofType(StageProperties, 'AWS::ApiGateway::Stage')
      .find((candidate) => candidate.properties.RestApiId === id);
    return {
      id,
      stage: stage?.properties.StageName ?? 'prod',
      stageVariables: stage?.properties.Variables ?? null,
      root: readTree(model, id, authorizers),
      binaryMediaTypes: properties.BinaryMediaTypes,
      gatewayResponses: readGatewayResponses(model, id),
      throttles: readThrottles(stage?.properties.MethodSettings ?? []),
      keys: readKeys(model, id),
    };
  });
};

const readTree = (
  model: Model,
  apiId: string,
  authorizers: ReadonlyMap<string, Authorizer>,
): RestResource => {
  const root: MutableResource = { id: `${apiId}-root`, path: '/', methods: new Map(), children: new Map() };
  const byId = new Map<string, MutableResource>([[root.id, root]]);
  let open = model
    .ofType(ResourceProperties, 'AWS::ApiGateway::Resource')
    .filter(({ properties }) => properties.RestApiId === apiId);
  while (open.length > 0) {
    const before = open.length;
    open = open.filter(({ ref, properties }) => {
      const parent = byId.get(properties.ParentId);
      if (!parent) return true;
      const path = `${parent.path === '/' ? '' : parent.path}/${properties.PathPart}`;
      const node: MutableResource = { id: ref, path, methods: new Map(), children: new Map() };
      parent.children.set(properties.PathPart, node);
      byId.set(ref, node);
      return false;
    });
    if (open.length === before) throw new Error(`REST API ${apiId}: resources without a parent`);
  }
  for (const { properties } of model.ofType(MethodProperties, 'AWS::ApiGateway::Method')) {
    const resource = properties.RestApiId === apiId ? byId.get(properties.ResourceId) : undefined;
    if (!resource) continue;
    const httpMethod = properties.HttpMethod;
    const authorizer = authorizers.get(properties.AuthorizerId ?? '');
    resource.methods.set(httpMethod, {
      httpMethod,
      apiKeyRequired: properties.ApiKeyRequired,
      integration: readIntegration(properties.Integration),
      ...(authorizer ? { authorizer } : {}),
    });
  }
  return root;
};

const readAuthorizers = (model: Model): Map<string, Authorizer> => {
  const found = new Map<string, Authorizer>();
  for (const { ref, properties } of model.ofType(AuthorizerProperties, 'AWS::ApiGateway::Authorizer')) {
    const validation = properties.IdentityValidationExpression;
    found.set(ref, {
      id: ref,
      type: properties.Type === 'TOKEN' ? 'TOKEN' : 'REQUEST',
      functionUri: properties.AuthorizerUri,
      ttlSeconds: properties.AuthorizerResultTtlInSeconds,
      identitySources: properties.IdentitySource.split(',')
        .map((source) => source.trim())
        .filter(Boolean),
      ...(validation ? { validation: new RegExp(`^(?:${validation})$`) } : {}),
    });
  }
  return found;
};

const readGatewayResponses = (model: Model, apiId: string): Map<string, CustomGatewayResponse> => {
  const found = new Map<string, CustomGatewayResponse>();
  for (const { properties } of model.ofType(GatewayResponseProperties, 'AWS::ApiGateway::GatewayResponse')) {
    if (properties.RestApiId !== apiId) continue;
    found.set(properties.ResponseType, {
      ...(properties.StatusCode ? { statusCode: properties.StatusCode } : {}),
      templates: properties.ResponseTemplates,
      parameters: properties.ResponseParameters,
    });
  }
  return found;
};

/** Throttles that a stage sets, by method and path; `/~1users~1me` is `/users/me`, and `/*` every path. */
const readThrottles = (settings: readonly z.infer<typeof MethodSetting>[]): Map<string, Throttle> => {
  const found = new Map<string, Throttle>();
  for (const { HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit } of settings) {
    if (ThrottlingRateLimit === undefined || ThrottlingBurstLimit === undefined) continue;
    const path = ResourcePath.replace(/^\/~1/, '/').replaceAll('~1', '/');
    found.set(`${HttpMethod} ${path}`, { rateLimit: ThrottlingRateLimit, burstLimit: ThrottlingBurstLimit });
  }
  return found;
};

/** The keys of an API's usage plans with the plan's throttle, which counts for each key alone. */
const readKeys = (model: Model, apiId: string): Map<string, Throttle> => {
  const plans = new Map(
    model
      .ofType(UsagePlanProperties, 'AWS::ApiGateway::UsagePlan')
      .filter(({ properties }) => properties.ApiStages.some(({ ApiId }) => ApiId === apiId))
      .map(({ ref, properties: { Throttle } }) => [ref, Throttle]),
  );
  const values = new Map(
    model
      .ofType(ApiKeyProperties, 'AWS::ApiGateway::ApiKey')
      .map(({ ref, properties }) => [ref, properties.Value]),
  );
  const found = new Map<string, Throttle>();
  for (const { properties } of model.ofType(UsagePlanKeyProperties, 'AWS::ApiGateway::UsagePlanKey')) {
    const [value, plan] = [values.get(properties.KeyId), plans.get(properties.UsagePlanId)];
    if (value === undefined || plan === undefined) continue;
    found.set(value, { rateLimit: plan.RateLimit, burstLimit: plan.BurstLimit });
  }
  return found;
};
