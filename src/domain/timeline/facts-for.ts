import type { Fact } from './fact.ts';

/** What one reader may see of the facts: whoever took part sees nothing of monitoring, then or later. */
export const factsFor = (facts: readonly Fact[], userId: string): readonly Fact[] => {
  const tookPart = facts.some((fact) => fact.type === 'participant.connected' && fact.userId === userId);
  return tookPart ? facts.filter((fact) => fact.fence === undefined) : facts;
};
