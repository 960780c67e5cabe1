/**
 * A route's path variables under the route's own names. API Gateway allows one variable for siblings, so
 * `/messages/{integrationId}/inbound` and `/messages/{conversationId}` share whichever name came first: the
 * value belongs to the place in the path, not to the name in the event. A REST API hands values on as they were sent,
 * percent-encoded: here, and nowhere else, they are decoded.
 *
 * @param path of the route, below the API's base
 * @param resource the matched resource as API Gateway names it
 */
export const pathParams = (
  path: string,
  resource: string,
  values: Readonly<Record<string, string | undefined>> | null,
): Record<string, string | undefined> => {
  const given = resource.split('/').filter(Boolean);
  const own = path.split('/').filter(Boolean);
  const base = given.length - own.length;
  const decoded = Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, decode(value)]),
  );
  const named = { ...decoded };
  own.forEach((part, index) => {
    const name = variable(part);
    const alias = variable(given[base + index] ?? '');
    if (name === undefined || alias === undefined || name === alias) return;
    named[name] = decoded[alias];
    delete named[alias];
  });
  return named;
};

/** A value that is encoded wrongly stays as it came: no id holds a `%`, so the route's schema refuses it. */
const decode = (value: string | undefined): string | undefined => {
  try {
    return value && decodeURIComponent(value);
  } catch {
    return value;
  }
};

const variable = (part: string): string | undefined => /^\{(.+)\}$/.exec(part)?.[1];
