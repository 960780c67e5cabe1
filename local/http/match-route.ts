import type { RestApi, RestMethod, RestResource } from './rest-api.ts';

export interface RouteMatch {
  readonly resource: RestResource;
  readonly method: RestMethod;
  /** Path variables as they were sent: a REST API decodes none. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Path without the stage, as sent. */
  readonly path: string;
}

/**
 * Finds the method for a request. An exact segment goes before a variable, a variable before a greedy one.
 * The API answers below its stage (`/dev/api/v2`) and, as behind a custom domain, at the root (`/api/v2`).
 */
export const matchRoute = (api: RestApi, httpMethod: string, path: string): RouteMatch | undefined => {
  const prefix = `/${api.stage}`;
  const below =
    path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : undefined;
  for (const candidate of below === undefined ? [path] : [below, path]) {
    const segments = candidate.split('/').filter((segment) => segment !== '');
    const found = walk(api.root, segments, {});
    const method = found?.resource.methods.get(httpMethod) ?? found?.resource.methods.get('ANY');
    if (found && method) return { ...found, method, path: candidate };
  }
  return undefined;
};

const walk = (
  node: RestResource,
  [segment, ...rest]: readonly string[],
  pathParameters: Readonly<Record<string, string>>,
): { resource: RestResource; pathParameters: Readonly<Record<string, string>> } | undefined => {
  if (segment === undefined) return node.methods.size > 0 ? { resource: node, pathParameters } : undefined;
  const exact = node.children.get(segment);
  const found = exact && walk(exact, rest, pathParameters);
  if (found) return found;
  for (const greedy of [false, true]) {
    for (const [part, child] of node.children) {
      const name = /^\{([^}]+)\}$/.exec(part)?.[1];
      if (!name || name.endsWith('+') !== greedy) continue;
      const value = greedy ? [segment, ...rest].join('/') : segment;
      const inner = walk(child, greedy ? [] : rest, { ...pathParameters, [name.replace('+', '')]: value });
      if (inner) return inner;
    }
  }
  return undefined;
};
