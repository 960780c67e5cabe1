import { describe, expect, test } from 'vitest';
import { createCall } from '../../client/rest/call.ts';
import { getMyOrganization } from '../../src/contract/routes/authorization.ts';

const problem = (status: number, code: string, messageParams: Record<string, string>) => ({
  status,
  body: { message: '', code, status, messageParams, contextId: '', details: [] },
});

describe('given a tenant that was moved', () => {
  /** Answers by origin, and every address that was asked. */
  const client = (url: string, answers: Readonly<Record<string, { status: number; body: unknown }>>) => {
    const asked: string[] = [];
    const call = createCall({
      url,
      token: () => 'token',
      fetch: async (address) => {
        const { origin } = new URL(String(address));
        asked.push(origin);
        const { status = 500, body } = answers[origin] ?? {};
        return new Response(JSON.stringify(body), { status });
      },
    });
    return { asked, call: () => call(getMyOrganization) };
  };
  const movedTo = (url: string) => problem(421, 'tenant.moved', { url });
  const grants = { status: 200, body: { id: 'me', name: 'Me', version: 1 } };

  test('when a call is told where the tenant is, then it goes there, and so do those after it', async () => {
    const { asked, call } = client('https://one.example', {
      'https://one.example': movedTo('https://two.example'),
      'https://two.example': grants,
    });
    await call();
    await call();
    expect(asked).toEqual(['https://one.example', 'https://two.example', 'https://two.example']);
  });

  test('when two installations name each other, then the call is given up', async () => {
    const { asked, call } = client('https://one.example', {
      'https://one.example': movedTo('https://two.example'),
      'https://two.example': movedTo('https://one.example'),
    });
    await expect(call()).rejects.toMatchObject({ code: 'tenant.moved' });
    expect(asked).toHaveLength(4);
  });

  test('when it is said to be where a token would travel in the clear, then the token is not sent there', async () => {
    const { asked, call } = client('https://one.example', {
      'https://one.example': movedTo('http://two.example'),
      'http://two.example': grants,
    });
    await expect(call()).rejects.toMatchObject({ code: 'tenant.moved' });
    expect(asked).toEqual(['https://one.example']);
  });
});
