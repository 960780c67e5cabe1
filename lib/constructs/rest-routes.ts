import {
  AuthorizationType,
  type IAuthorizer,
  type IResource,
  LambdaIntegration,
  ResponseTransferMode,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { type FunctionGroup, handlerFunction } from './handler-function.ts';

/**
 * The resource at a route's path. API Gateway allows one variable name a place, so where two routes name the same
 * place differently the first name stays; a function reads its parameters by their place.
 */
const resourceAt = (base: IResource, path: string): IResource => {
  let at = base;
  for (const part of path.split('/').filter((segment) => segment !== '')) {
    const variable = at.node.children.find((child) => /^\{.+\}$/.test(child.node.id));
    at =
      part.startsWith('{') && variable
        ? (variable as unknown as IResource)
        : (at.getResource(part) ?? at.addResource(part));
  }
  return at;
};

/** Who lets callers in; `guest` exists where a route asks for it. */
export interface Authorizers {
  readonly user: IAuthorizer;
  readonly guest?: IAuthorizer;
}

const access = (route: Route, authorizers: Authorizers) => {
  if (route.authorizer === 'none') return { authorizationType: AuthorizationType.NONE };
  const authorizer = route.authorizer === 'guest' ? authorizers.guest : authorizers.user;
  if (!authorizer) throw new Error(`${route.name} wants an authorizer that the stack does not have`);
  return { authorizer, authorizationType: AuthorizationType.CUSTOM };
};

/** Adds every declared route, with its function, behind its authorizer; a preflight goes where a method is. */
export const restRoutes = (
  scope: Construct,
  api: RestApi,
  authorizers: Authorizers,
  group: FunctionGroup,
  origins: readonly string[],
): void => {
  const base = api.root.addResource('api').addResource('v2');
  const resources = new Map<string, IResource>();
  for (const route of routes) {
    const resource = resourceAt(base, route.path);
    resources.set(resource.path, resource);
    resource.addMethod(
      route.method,
      new LambdaIntegration(handlerFunction(scope, `http/${route.name}`, group), {
        allowTestInvoke: false,
        ...(route.answersFirst ? { responseTransferMode: ResponseTransferMode.STREAM } : {}),
      }),
      { ...access(route, authorizers), operationName: route.name },
    );
  }
  for (const resource of resources.values()) {
    resource.addCorsPreflight({
      allowOrigins: [...origins],
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type'],
    });
  }
};
