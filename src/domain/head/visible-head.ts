import { type Principal, seesDivision } from '../shared/principal.ts';
import { isPresent } from './audience.ts';
import type { Head } from './head.ts';

/** Whether the conversation exists for the caller: it is in their divisions, or they are there. */
export const isVisible = (head: Head, me: Principal): boolean =>
  seesDivision(me, head.divisionId) || isPresent(head, me.userId);
