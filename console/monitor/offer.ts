import type { AgentPart, Facts, Interaction, Monitor, Watch } from '../live/facts.ts';
import { followedPart } from '../live/interaction-of.ts';

/** What the Monitor button can do for me at one interaction, and why not. */
export type Offer =
  | { readonly is: 'free'; readonly agents: readonly AgentPart[] }
  | { readonly is: 'mine'; readonly agent: AgentPart | undefined; readonly agents: readonly AgentPart[] }
  | { readonly is: 'taken'; readonly monitor: Monitor }
  | { readonly is: 'unavailable' }
  | { readonly is: 'nobody' }
  | { readonly is: 'over' };

/** Decides what is offered; the API decides again when it is taken. */
export const offerOf = (
  interaction: Interaction,
  { me, presence, watch }: Pick<Facts, 'me' | 'presence'> & { readonly watch: Watch | undefined },
): Offer => {
  if (interaction.endTime !== undefined) return { is: 'over' };
  const agents = interaction.agents.filter(({ userId }) => userId !== me.id);
  if (watch !== undefined && watch.end === undefined) {
    return { is: 'mine', agent: followedPart(interaction, watch), agents };
  }
  const { monitor } = interaction;
  if (monitor !== undefined && monitor.userId !== me.id) return { is: 'taken', monitor };
  if (agents.length === 0) return { is: 'nobody' };
  return presence === 'Available' ? { is: 'free', agents } : { is: 'unavailable' };
};
