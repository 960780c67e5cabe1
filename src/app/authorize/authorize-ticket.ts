import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { env } from '../../contract/env.ts';
import type { Channel } from '../../domain/sockets/channel.ts';
import { environment } from '../environment.ts';
import { log } from '../logger.ts';
import { toContext } from '../principal-context.ts';
import { allow, unauthorized } from './policy.ts';

/** A browser names its origin and must be allowed; whoever names none is no browser. */
const originAllowed = (headers: Record<string, string | undefined> | null): boolean => {
  const origin = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];
  const allowed = environment(env.allowedOrigins).split(',');
  return origin === undefined || allowed.includes('*') || allowed.includes(origin);
};

/** The WebSocket API's authorizer: takes the ticket, once, and gives the socket its channel's principal. */
export const authorizeTicket = (redeem: (ticket: string) => Promise<Channel | undefined>) =>
  middy<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult>(
    async (event: APIGatewayRequestAuthorizerEvent) => {
      if (!originAllowed(event.headers)) {
        log('warn', 'origin.refused');
        throw unauthorized();
      }
      const channel = await redeem(event.queryStringParameters?.ticket ?? '');
      if (channel === undefined) {
        log('info', 'ticket.refused');
        throw unauthorized();
      }
      const context = { ...toContext(channel), channelId: channel.channelId };
      return allow(`${channel.tenantId}/${channel.userId}`, event.methodArn, context);
    },
  );
