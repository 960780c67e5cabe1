import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { ports, text } from '../../src/adapters/port.ts';
import { authorizeTicket } from '../../src/app/authorize.ts';
import { redeemTicket } from '../../src/domain/sockets/create-channel.ts';

export const needs = ports(channels('redeem'), text('origins'));

export const handler = authorizeTicket(needs, redeemTicket);
