import { wildcard } from '../access/wildcard.ts';

/** Statement of an authorizer's policy. */
export interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Evaluates a policy for `execute-api:Invoke` on a method or route ARN, as IAM does: deny wins. */
export const evaluatePolicy = (statements: readonly Statement[], methodArn: string): Verdict => {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      list(Action).some((action) => wildcard(action, 'is').test('execute-api:Invoke')) &&
      list(Resource).some((resource) => wildcard(resource).test(methodArn)),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'implicit-deny';
};

const list = (value: string | readonly string[] | undefined): readonly string[] => {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};
