import { permissionsOf } from '../../src/contract/access.ts';
import { errorCodes } from '../../src/contract/errors.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';

const caller = (route: Route): string => {
  if (route.authorizer === 'none') return 'anyone';
  if (route.authorizer === 'provider') return "a provider's signature";
  if (route.authorizer === 'guest') return "a guest's token";
  return (
    permissionsOf(route.access)
      .map((permission) => `\`${permission}\``)
      .join(' or ') || 'any user'
  );
};

const row = (route: Route): string =>
  `| \`${route.method} ${route.path}\` | ${route.summary} | ${caller(route)} | ${route.sdk === undefined ? '' : `\`${route.sdk}\``} |`;

const section = (tag: string): string =>
  [
    `## ${tag}`,
    '',
    '| route | does | caller | SDK method |',
    '|---|---|---|---|',
    ...routes.filter((route) => route.tag === tag).map(row),
  ].join('\n');

const errors = [
  '## Errors',
  '',
  'Every error is `{message, code, status, messageParams, contextId, details}`. 429 and 503 carry `Retry-After`.',
  '',
  '| status | code | message |',
  '|---|---|---|',
  ...Object.entries(errorCodes).map(
    ([code, { status, message }]) => `| ${status} | \`${code}\` | ${message} |`,
  ),
].join('\n');

/** The REST API on one page, derived from the routes. */
export const restPage = (): string =>
  [
    '# REST API',
    '',
    'Written by `npm run docs:api` from `src/contract/routes.ts`. All paths are below `/api/v2`. Bodies and answers are in [openapi.json](openapi.json).',
    '',
    ...[...new Set(routes.map(({ tag }) => tag))].flatMap((tag) => [section(tag), '']),
    errors,
    '',
  ].join('\n');
