import type { Head, HeadStore } from '../head/head.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Address, AddressBook } from './directory.ts';

/** What finding a guest's conversation needs. */
export interface GuestHeadDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly addresses: Pick<AddressBook, 'find'>;
}

/** Where a guest writes from: their own id, at the integration that let them in. Errors: not.found for no guest. */
export const guestAddress = (me: Principal): Address => {
  if (me.guestOf === undefined) throw new Failure('not.found');
  return { tenantId: me.tenantId, integrationId: me.guestOf, from: me.userId };
};

/** The guest's newest conversation; undefined where there is none yet. Errors: not.found for no guest. */
export const guestHead = async (deps: GuestHeadDeps, me: Principal): Promise<Head | undefined> => {
  const conversationId = await deps.addresses.find(guestAddress(me), true);
  return conversationId === undefined ? undefined : deps.heads.get({ tenantId: me.tenantId, conversationId });
};
