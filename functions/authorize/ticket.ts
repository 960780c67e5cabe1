import { authorizeTicket } from '../../src/app/authorize/authorize-ticket.ts';
import { deps } from '../../src/app/compose/deps.ts';
import { redeemTicket } from '../../src/domain/sockets/create-channel.ts';

export const handler = authorizeTicket((ticket) => redeemTicket(deps, ticket));
