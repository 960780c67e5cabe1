import { permissionsOf } from '../../src/contract/access.ts';
import { ErrorBody, type ErrorCode, errorCodes } from '../../src/contract/errors.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { components, fields, type Json, reference, referenced } from './components.ts';

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Codes that any route can answer, declared or not. */
const universal = (route: Route): ErrorCode[] => [
  ...(route.authorizer === 'none' || route.authorizer === 'provider'
    ? []
    : (['authentication.required'] as const)),
  ...(permissionsOf(route.access).length > 0 ? (['missing.permissions'] as const) : []),
  'too.many.requests',
  'internal.server.error',
  'service.unavailable',
];

/** One response a status: the codes that travel under it, each with its sentence. */
const errorResponses = (route: Route): Json => {
  const codes = [...new Set([...route.errors, ...universal(route)])];
  const statuses = [...new Set(codes.map((code) => errorCodes[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => errorCodes[code].status === status);
      return [
        String(status),
        {
          description: here.map((code) => `${code}: ${errorCodes[code].message}`).join('\n\n'),
          ...(status === 429 ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
          content: {
            'application/json': {
              schema: {
                allOf: [reference(ErrorBody), { type: 'object', properties: { code: { enum: here } } }],
              },
            },
          },
        },
      ];
    }),
  );
};

const successResponses = (route: Route): Json =>
  Object.fromEntries(
    route.statuses.map((status) => [
      String(status),
      {
        description: route.response ? 'Done; the body says what.' : 'Done.',
        ...(route.response ? { content: content(route.produces, route.response) } : {}),
      },
    ]),
  );

const content = (type: string | undefined, schema: NonNullable<Route['body']>): Json =>
  type ? { [type]: { schema: { type: 'string' } } } : { 'application/json': { schema: reference(schema) } };

const parameters = (route: Route): Json[] => [
  ...(route.params ? fields(route.params) : []).map(({ name, schema }) => ({
    name,
    in: 'path',
    required: true,
    schema,
  })),
  ...(route.query ? fields(route.query) : []).map((field) => ({ ...field, in: 'query' })),
];

const described = (route: Route): string =>
  permissionsOf(route.access).length === 0
    ? `${route.summary}.`
    : `${route.summary}. Needs ${permissionsOf(route.access)
        .map((permission) => `\`${permission}\``)
        .join(' or ')}.`;

const operation = (route: Route): Json => ({
  operationId: camel(route.name),
  summary: route.summary,
  description: described(route),
  tags: [route.tag],
  ...(route.sdk ? { 'x-genesys-sdk-method': route.sdk } : {}),
  ...(route.authorizer === 'none' || route.authorizer === 'provider' ? { security: [] } : {}),
  parameters: parameters(route),
  ...(route.body
    ? {
        requestBody: {
          required: !route.body.safeParse(undefined).success,
          content: route.consumes
            ? { [route.consumes]: { schema: { type: 'object', additionalProperties: true } } }
            : content(undefined, route.body),
        },
      }
    : {}),
  responses: { ...successResponses(route), ...errorResponses(route) },
});

/** The OpenAPI 3.1 document of the REST API, derived from the declared routes and nothing else. */
export const openapi = (): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const at = paths[route.path] ?? {};
    paths[route.path] = at;
    at[route.method.toLowerCase()] = operation(route);
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Binocular',
      version: '2',
      summary: 'Silent monitoring of in-progress digital interactions',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v2', description: 'below the deployed stage, or the local runtime' }],
    security: [{ bearer: [] }],
    paths,
  };
  return {
    ...document,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of the configured OIDC issuer',
        },
      },
      schemas: referenced(document, components('draft-2020-12')),
    },
  };
};
