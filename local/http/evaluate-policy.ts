/** Statement of an authorizer's policy. */
export interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Evaluates a policy for `execute-api:Invoke` on a method or route ARN, as IAM does: deny wins. */
export function evaluatePolicy(statements: readonly Statement[], methodArn: string): Verdict {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      list(Action).some((action) => like(action.toLowerCase(), 'execute-api:invoke')) &&
      list(Resource).some((resource) => like(resource, methodArn)),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'implicit-deny';
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** IAM wildcards: `*` any text, `?` one character. */
function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
