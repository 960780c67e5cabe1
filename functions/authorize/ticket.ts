import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { ports, text } from '../../src/adapters/port.ts';
import { authorizeTicket } from '../../src/app/authorize.ts';
import { redeemTicket } from '../../src/domain/sockets/create-channel.ts';

export const needs = ports(channels('redeem'), text('origins'), rates('take'), relocations('of'));

export const handler = authorizeTicket(needs, redeemTicket);
