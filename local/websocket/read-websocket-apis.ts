import type { Authorizer } from '../http/rest-api.ts';
import type { Model } from '../template/model.ts';
import type { WebsocketApi, WebsocketRoute } from './websocket-api.ts';

/** WebSocket APIs of the assembly. */
export const readWebsocketApis = (model: Model): WebsocketApi[] => {
  return model
    .ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .map(({ ref: id, properties }) => {
      const stage = model
        .ofType<{ ApiId: string; StageName: string }>('AWS::ApiGatewayV2::Stage')
        .find((candidate) => candidate.properties.ApiId === id);
      return {
        id,
        stage: stage?.properties.StageName ?? 'prod',
        routeSelectionExpression: String(properties.RouteSelectionExpression ?? '$request.body.action'),
        routes: readRoutes(model, id),
      };
    });
};

const readRoutes = (model: Model, apiId: string): Map<string, WebsocketRoute> => {
  const authorizers = readAuthorizers(model);
  const uris = new Map(
    model
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ ref, properties }) => [ref, String(properties.IntegrationUri)]),
  );
  const routes = new Map<string, WebsocketRoute>();
  for (const { properties } of model.ofType('AWS::ApiGatewayV2::Route')) {
    if (properties.ApiId !== apiId) continue;
    const routeKey = String(properties.RouteKey);
    const functionUri = uris.get(String(properties.Target).replace('integrations/', ''));
    if (!functionUri) throw new Error(`Route ${routeKey} has no integration`);
    const authorizer =
      properties.AuthorizationType === 'CUSTOM'
        ? authorizers.get(String(properties.AuthorizerId))
        : undefined;
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
    model.ofType('AWS::ApiGatewayV2::Authorizer').map(({ ref, properties }) => [
      ref,
      {
        id: ref,
        type: 'REQUEST',
        functionUri: String(properties.AuthorizerUri),
        // A WebSocket authorizer runs once, at $connect: there is nothing to keep.
        ttlSeconds: 0,
        identitySources: (properties.IdentitySource ?? []) as string[],
      },
    ]),
  );
};
