import type { WebsocketApi, WebsocketRoute } from './websocket-api.ts';

/**
 * Route for a message: the value the selection expression finds in the JSON body, else `$default`.
 *
 * @returns undefined when there is neither (API Gateway answers Forbidden)
 */
export const selectRoute = (api: WebsocketApi, body: string): WebsocketRoute | undefined => {
  const path = /^\$request\.body\.([\w.]+)$/.exec(api.routeSelectionExpression)?.[1]?.split('.') ?? [];
  let value: unknown;
  try {
    value = JSON.parse(body);
    for (const name of path) value = (value as Record<string, unknown> | null)?.[name];
  } catch {
    value = undefined;
  }
  const key = typeof value === 'string' && !value.startsWith('$') ? value : '$default';
  return api.routes.get(key) ?? api.routes.get('$default');
};
