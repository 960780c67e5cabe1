import { accountId, type HttpRequest, identityOf, requestTime } from './http-request.ts';
import type { RouteMatch } from './match-route.ts';
import type { RestApi } from './rest-api.ts';

/** The parts that a proxy event and a REQUEST authorizer's event share. */
export const baseEvent = (api: RestApi, request: HttpRequest, match: RouteMatch) => {
  const hasPathParameters = Object.keys(match.pathParameters).length > 0;
  return {
    resource: match.resource.path,
    path: match.path,
    httpMethod: request.method,
    headers: request.headers,
    multiValueHeaders: request.multiValueHeaders,
    queryStringParameters: request.query,
    multiValueQueryStringParameters: request.multiValueQuery,
    pathParameters: hasPathParameters ? match.pathParameters : null,
    stageVariables: api.stageVariables,
    requestContext: {
      resourceId: match.resource.id,
      resourcePath: match.resource.path,
      httpMethod: request.method,
      extendedRequestId: request.extendedRequestId,
      requestTime: requestTime(request.time),
      path: `/${api.stage}${match.path}`,
      accountId,
      protocol: 'HTTP/1.1',
      stage: api.stage,
      domainPrefix: api.id,
      requestTimeEpoch: request.time.getTime(),
      requestId: request.requestId,
      identity: identityOf(request),
      domainName: request.host,
      deploymentId: 'local',
      apiId: api.id,
    },
  };
};

/**
 * The Lambda proxy event, format 1.0.
 *
 * @param authorizer context the authorizer answered, principalId included
 */
export const proxyEvent = (
  api: RestApi,
  request: HttpRequest,
  match: RouteMatch,
  body: Buffer,
  authorizer: Readonly<Record<string, unknown>> | undefined,
) => {
  const event = baseEvent(api, request, match);
  const type = Object.entries(request.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'content-type',
  )?.[1];
  const isBase64Encoded = body.length > 0 && isBinary(api, type);
  return {
    ...event,
    requestContext: { ...event.requestContext, ...(authorizer ? { authorizer } : {}) },
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
};

/** Whether a media type is among the API's binary ones. */
export const isBinary = (api: RestApi, mediaType: string | undefined): boolean => {
  const plain = (mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const [family] = plain.split('/');
  return api.binaryMediaTypes.some((type) => type === '*/*' || type === plain || type === `${family}/*`);
};
