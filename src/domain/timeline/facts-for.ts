import type { Head } from '../conversation/head.ts';
import { takesPart } from '../conversation/visible-head.ts';
import type { Fact } from './fact.ts';

/** Whether this user takes or took part. Facts come late, so the head says who takes part now. */
export const tookPart = (head: Head, facts: readonly Fact[], userId: string): boolean =>
  takesPart(head, userId) ||
  facts.some((fact) => fact.type === 'participant.connected' && fact.userId === userId);

/** What one reader may see of the facts: whoever takes or took part sees nothing of monitoring, then or later. */
export const factsFor = (head: Head, facts: readonly Fact[], userId: string): readonly Fact[] =>
  tookPart(head, facts, userId) ? facts.filter((fact) => fact.fence === undefined) : facts;
