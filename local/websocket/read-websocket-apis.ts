import * as z from 'zod';
import type { Authorizer } from '../http/rest-api.ts';
import type { Model } from '../template/model.ts';
import type { WebsocketApi, WebsocketRoute } from './websocket-api.ts';

const ApiProperties = z.object({
  ProtocolType: z.string().optional(),
  RouteSelectionExpression: z.string().default('$request.body.action'),
});
const StageProperties = z.object({ ApiId: z.string(), StageName: z.string() });
const IntegrationProperties = z.object({ IntegrationUri: z.string().default('') });
const RouteProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().default(''),
  AuthorizationType: z.string().optional(),
  AuthorizerId: z.string().default(''),
  RouteResponseSelectionExpression: z.string().optional(),
});
const AuthorizerProperties = z.object({
  AuthorizerUri: z.string().default(''),
  IdentitySource: z.array(z.string()).default([]),
});

/** WebSocket APIs of the assembly. */
export const readWebsocketApis = (model: Model): WebsocketApi[] => {
  return model
    .ofType(ApiProperties, 'AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .map(({ ref: id, properties }) => {
      const stage = model
        .ofType(StageProperties, 'AWS::ApiGatewayV2::Stage')
        .find((candidate) => candidate.properties.ApiId === id);
      return {
        id,
        stage: stage?.properties.StageName ?? 'prod',
        routeSelectionExpression: properties.RouteSelectionExpression,
        routes: readRoutes(model, id),
      };
    });
};

const readRoutes = (model: Model, apiId: string): Map<string, WebsocketRoute> => {
  const authorizers = readAuthorizers(model);
  const uris = new Map(
    model
      .ofType(IntegrationProperties, 'AWS::ApiGatewayV2::Integration')
      .map(({ ref, properties }) => [ref, properties.IntegrationUri]),
  );
  const routes = new Map<string, WebsocketRoute>();
  for (const { properties } of model.ofType(RouteProperties, 'AWS::ApiGatewayV2::Route')) {
    if (properties.ApiId !== apiId) continue;
    const routeKey = properties.RouteKey;
    const functionUri = uris.get(properties.Target.replace('integrations/', ''));
    if (!functionUri) throw new Error(`Route ${routeKey} has no integration`);
    const authorizer =
      properties.AuthorizationType === 'CUSTOM' ? authorizers.get(properties.AuthorizerId) : undefined;
    routes.set(routeKey, {
      routeKey,
      functionUri,
      answers: properties.RouteResponseSelectionExpression !== undefined,
      ...(authorizer ? { authorizer } : {}),
    });
  }
  return routes;
};

const readAuthorizers = (model: Model): Map<string, Authorizer> => {
  return new Map(
    model.ofType(AuthorizerProperties, 'AWS::ApiGatewayV2::Authorizer').map(({ ref, properties }) => [
      ref,
      {
        id: ref,
        type: 'REQUEST',
        functionUri: properties.AuthorizerUri,
        // A WebSocket authorizer runs once, at $connect: there is nothing to keep.
        ttlSeconds: 0,
        identitySources: properties.IdentitySource,
      },
    ]),
  );
};
