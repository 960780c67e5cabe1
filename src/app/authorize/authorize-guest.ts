import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { Principal } from '../../domain/shared/principal.ts';
import { log } from '../logger.ts';
import { toContext } from '../principal-context.ts';
import { bearer } from './bearer.ts';
import { allow, unauthorized } from './policy.ts';

/** The authorizer of guests' routes: a guest's token becomes a principal that holds nothing but that guest. */
export const authorizeGuest = (verify: (token: string) => Promise<Principal | undefined>) =>
  middy<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult>(
    async (event: APIGatewayRequestAuthorizerEvent) => {
      const token = bearer(event.headers);
      const guest = token === undefined ? undefined : await verify(token);
      if (guest === undefined) {
        log('info', 'token.refused', { error: 'guest' });
        throw unauthorized();
      }
      return allow(`${guest.tenantId}/${guest.userId}`, event.methodArn, toContext(guest));
    },
  );
