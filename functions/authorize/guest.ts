import { guests } from '../../src/adapters/dynamodb/guest-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { relocations } from '../../src/adapters/dynamodb/relocation-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { authorizeGuest } from '../../src/app/authorize.ts';
import { verifyGuest } from '../../src/domain/messages/guest-session.ts';

export const needs = ports(guests('get'), rates('take'), relocations('of'));

export const handler = authorizeGuest(needs, verifyGuest);
