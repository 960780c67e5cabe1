import type { Turn } from './conversation-line.ts';
import { playedTurns } from './played-turns.ts';

/** A turn that is sent as a message. */
export type SpokenTurn = Turn & { readonly from: 'customer' | 'agent' };

/** The messages of a recorded conversation in the order in which they are sent; actions are none. */
export const spokenTurns = (turns: readonly Turn[]): readonly SpokenTurn[] =>
  playedTurns(turns).filter((turn): turn is SpokenTurn => turn.from !== 'action');
