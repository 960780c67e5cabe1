import type { Say } from '../catalogue/say.ts';
import type { Times } from '../catalogue/times-in.ts';
import type { Interaction, WatchEnd } from '../live/facts.ts';

interface Known {
  readonly end: WatchEnd;
  readonly interaction: Interaction;
  readonly agent: string;
  readonly queue: string;
}

const lostReasons = ['monitor.lease.lost', 'session.expired'];

/** How my monitoring ended, in one plain sentence, and what became of the place. */
export const endSentence = ({ end, interaction, agent, queue }: Known, say: Say, times: Times): string => {
  const time = times.minute(end.time);
  const { reason, disconnectType, monitorNow } = end;
  if (disconnectType === 'client') return say('end.client', { time });
  if (interaction.endTime !== undefined && disconnectType === 'peer')
    return say('end.conversation', { time: times.minute(interaction.endTime) });
  if (disconnectType === 'peer') return say('end.left', { agent, time });
  if (disconnectType === 'transfer') return say('end.transfer', { time });
  if (disconnectType === 'system') return say('end.system', { time });
  if (reason === 'not.found' || reason === 'missing.permissions') return say('end.revoked', { queue, time });
  if (lostReasons.includes(reason) || disconnectType === 'session.expired') {
    const lost = say('end.lost', { time });
    if (monitorNow === null) return `${lost} ${say('end.lost.free')}`;
    return monitorNow === undefined ? lost : `${lost} ${say('end.lost.taken', { name: monitorNow.name })}`;
  }
  return say('end.other', { time });
};
