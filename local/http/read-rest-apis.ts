import type { Model } from '../template/model.ts';
import { readIntegration } from './read-integration.ts';
import type { Authorizer, CustomGatewayResponse, RestApi, RestMethod, RestResource } from './rest-api.ts';

interface MutableResource extends RestResource {
  readonly methods: Map<string, RestMethod>;
  readonly children: Map<string, MutableResource>;
}

/** REST APIs of the assembly with their resource trees. */
export const readRestApis = (model: Model): RestApi[] => {
  const authorizers = readAuthorizers(model);
  return model
    .ofType<{ BinaryMediaTypes?: string[] }>('AWS::ApiGateway::RestApi')
    .map(({ ref: id, properties }) => {
      const stage = model
        .ofType<{ RestApiId: string; StageName: string; Variables?: Record<string, string> }>(
          'AWS::ApiGateway::Stage',
        )
        .find((candidate) => candidate.properties.RestApiId === id);
      return {
        id,
        stage: stage?.properties.StageName ?? 'prod',
        stageVariables: stage?.properties.Variables ?? null,
        root: readTree(model, id, authorizers),
        binaryMediaTypes: properties.BinaryMediaTypes ?? [],
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
    .ofType<{ RestApiId: string; ParentId: string; PathPart: string }>('AWS::ApiGateway::Resource')
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
  for (const { properties } of model.ofType('AWS::ApiGateway::Method')) {
    const resource = properties.RestApiId === apiId ? byId.get(String(properties.ResourceId)) : undefined;
    if (!resource) continue;
    const httpMethod = String(properties.HttpMethod);
    const authorizer = authorizers.get(String(properties.AuthorizerId));
    resource.methods.set(httpMethod, {
      httpMethod,
      integration: readIntegration((properties.Integration ?? {}) as Record<string, unknown>),
      ...(authorizer ? { authorizer } : {}),
    });
  }
  return root;
};

const readAuthorizers = (model: Model): Map<string, Authorizer> => {
  const found = new Map<string, Authorizer>();
  for (const { ref, properties } of model.ofType('AWS::ApiGateway::Authorizer')) {
    const validation = properties.IdentityValidationExpression;
    found.set(ref, {
      id: ref,
      type: properties.Type === 'TOKEN' ? 'TOKEN' : 'REQUEST',
      functionUri: String(properties.AuthorizerUri),
      ttlSeconds: Number(properties.AuthorizerResultTtlInSeconds ?? 300),
      identitySources: String(properties.IdentitySource ?? '')
        .split(',')
        .map((source) => source.trim())
        .filter(Boolean),
      ...(validation ? { validation: new RegExp(`^(?:${validation})$`) } : {}),
    });
  }
  return found;
};

const readGatewayResponses = (model: Model, apiId: string): Map<string, CustomGatewayResponse> => {
  const found = new Map<string, CustomGatewayResponse>();
  for (const { properties } of model.ofType('AWS::ApiGateway::GatewayResponse')) {
    if (properties.RestApiId !== apiId) continue;
    found.set(String(properties.ResponseType), {
      ...(properties.StatusCode ? { statusCode: Number(properties.StatusCode) } : {}),
      templates: (properties.ResponseTemplates ?? {}) as Record<string, string>,
      parameters: (properties.ResponseParameters ?? {}) as Record<string, string>,
    });
  }
  return found;
};
