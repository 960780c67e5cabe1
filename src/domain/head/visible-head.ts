import { Failure } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { isPresent } from './audience.ts';
import type { Head } from './head.ts';
import type { HeadStore } from './head-store.ts';

/** Whether the conversation exists for the caller: it is in their divisions, or they are there. */
export const isVisible = (head: Head, me: Principal): boolean =>
  seesDivision(me, head.divisionId) || isPresent(head, me.userId);

/** A conversation of the caller's tenant and divisions, or one the caller takes part in; else not.found. */
export const visibleHead = async (
  deps: { readonly heads: Pick<HeadStore, 'get'> },
  me: Principal,
  conversationId: string,
): Promise<Head> => {
  const head = await deps.heads.get({ tenantId: me.tenantId, conversationId });
  if (head === undefined) throw new Failure('not.found');
  if (!isVisible(head, me)) throw new Failure('not.found');
  return head;
};
