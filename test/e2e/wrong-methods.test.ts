import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { routes } from '../../src/contract/routes.ts';
import { useLocalApp } from './support/local-app.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const filled = (path: string): string => path.replace(/\{[^}]+\}/g, 'some-id');

/** Methods that each path of the contract has, with its parameters filled in. */
const declared = new Map<string, Set<string>>();
for (const { path, method } of routes) {
  const at = filled(path);
  declared.set(at, (declared.get(at) ?? new Set()).add(method));
}

describe('a path that exists', () => {
  const app = useLocalApp();

  test('Given any route of the contract, when another method comes, then it is a 405 that names those the path has', async () => {
    for (const [path, allowed] of declared) {
      const wrong = methods.find((method) => !allowed.has(method));
      if (wrong === undefined) continue;
      const { status, headers, text } = await app.send(undefined, wrong, path);
      expect(status, `${wrong} ${path}`).toBe(405);
      expect(headers.allow, path).toBe([...allowed, 'OPTIONS'].sort().join(', '));
      const body = ErrorBody.parse(JSON.parse(text));
      expect(body).toMatchObject({ code: 'method.not.allowed', contextId: headers['x-amzn-requestid'] });
    }
  });

  test.each([
    ['text/plain', 'GET, OPTIONS'],
    ['application/json; charset=utf-8', 'GET, OPTIONS'],
    ['application/x-unheard-of', null],
  ])('Given a body of %s, when a wrong method comes, then it is a 405', async (type, allow) => {
    const answer = await fetch(`${app.url}/api/v2/users/me`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: 'anything',
    });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(ErrorBody.parse(await answer.json()).code).toBe('method.not.allowed');
  });
});
