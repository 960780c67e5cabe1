import * as z from 'zod';
import type { Model } from '../template/model.ts';
import { number, text, texts } from '../template/scalars.ts';
import { MethodIntegration, readIntegration } from './read-integration.ts';
import type { Authorizer, CustomGatewayResponse, RestApi, RestMethod, RestResource } from './rest-api.ts';

const RestApiProperties = z.object({ BinaryMediaTypes: z.array(z.string()).default([]) });
const StageProperties = z.object({
  RestApiId: z.string(),
  StageName: z.string(),
  Variables: z.record(z.string(), text).optional(),
});
const ResourceProperties = z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() });
const MethodProperties = z.object({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizerId: z.string().optional(),
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
