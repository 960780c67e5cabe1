import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { Principal } from '../../domain/shared/principal.ts';
import { log } from '../logger.ts';
import { toContext } from '../principal-context.ts';
import { bearer } from './bearer.ts';
import { allow, unauthorized } from './policy.ts';

/** The REST API's authorizer: a valid bearer token that is not revoked becomes the principal that every handler reads. */
export const authorizeToken = (
  verify: (token: string) => Promise<Principal>,
  revokedAt: (tenantId: string, userId: string) => Promise<number>,
) =>
  middy<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult>(
    async (event: APIGatewayRequestAuthorizerEvent) => {
      const token = bearer(event.headers);
      if (token === undefined) throw unauthorized();
      try {
        const principal = await verify(token);
        if ((await revokedAt(principal.tenantId, principal.userId)) >= principal.issued) throw unauthorized();
        return allow(`${principal.tenantId}/${principal.userId}`, event.methodArn, toContext(principal));
      } catch (error) {
        log('info', 'token.refused', { error: (error as Error).name });
        throw unauthorized();
      }
    },
  );
