import type { Permission } from '../../src/contract/permissions.ts';

/** Whom a token is for. */
export interface User {
  readonly userId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

interface Token {
  readonly value: string;
  /** ms since the epoch. */
  readonly renewAt: number;
}

/** ms before its end at which a token is replaced. */
const earlyMs = 120_000;

/**
 * Gets access tokens of one tenant from the local runtime's issuer and keeps each until it nears its end. The answer
 * makes a user's token function.
 */
export const devTokens = (url: string, tenantId: string, signal?: AbortSignal) => {
  const issue = async (user: User): Promise<Token> => {
    const answer = await fetch(`${url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenantId, ...user }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!answer.ok) throw new Error(`${url}/dev/token answered ${answer.status}`);
    const { access_token, expires_in } = (await answer.json()) as {
      access_token: string;
      expires_in: number;
    };
    return { value: access_token, renewAt: Date.now() + expires_in * 1000 - earlyMs };
  };

  return (user: User): (() => Promise<string>) => {
    let kept: Promise<Token> | undefined;
    return async () => {
      const token = await kept?.catch(() => undefined);
      if (token !== undefined && token.renewAt > Date.now()) return token.value;
      kept = issue(user);
      return (await kept).value;
    };
  };
};
