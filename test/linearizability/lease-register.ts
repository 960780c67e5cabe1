import { limits } from '../../src/contract/limits.ts';
import type { SequentialModel } from './is-linearizable.ts';

/** A call on the lease; `now` is the caller's clock, ms. */
export type LeaseCall =
  | { readonly call: 'claim'; readonly who: string; readonly whom: string; readonly now: number }
  | {
      readonly call: 'renew' | 'release';
      readonly who: string;
      readonly fence: number;
      readonly now: number;
    }
  | {
      readonly call: 'repoint';
      readonly who: string;
      readonly whom: string;
      readonly fence: number;
      readonly now: number;
    };

/** What the caller was told: done, or why not, and the fence and the holder that the call met or left. */
export interface LeaseAnswer {
  readonly told: 'ok' | 'held' | 'lost' | 'overtaken';
  readonly fence: number;
  readonly holder: string;
  readonly whom: string;
}

interface State {
  readonly fence: number;
  readonly holder: string;
  readonly whom: string;
  readonly seen: number;
}

const free = { holder: '', whom: '', seen: 0 } as const;

const next = (
  state: State,
  input: LeaseCall,
): { readonly state: State; readonly told: LeaseAnswer['told'] } => {
  const live = state.holder !== '' && state.seen + limits.leaseMs > input.now;
  if (input.call === 'claim')
    return live
      ? { state, told: 'held' }
      : {
          state: { fence: state.fence + 1, holder: input.who, whom: input.whom, seen: input.now },
          told: 'ok',
        };
  const mine = live && state.holder === input.who && state.fence === input.fence;
  if (!mine) return { state, told: 'lost' };
  if (input.call === 'release') return { state: { ...free, fence: state.fence }, told: 'ok' };
  if (state.seen > input.now) return { state, told: 'overtaken' };
  const whom = input.call === 'repoint' ? input.whom : state.whom;
  return { state: { ...state, whom, seen: input.now }, told: 'ok' };
};

/** The lease as one thing that does one call at a time: what architecture.md promises, written without its code. */
export const leaseRegister: SequentialModel<State, LeaseCall, LeaseAnswer> = {
  initial: { ...free, fence: 0 },
  step(state, input, output) {
    const { state: after, told } = next(state, input);
    const asTold =
      told === output.told &&
      after.fence === output.fence &&
      after.holder === output.holder &&
      after.whom === output.whom;
    return asTold ? after : undefined;
  },
  key: (state) => JSON.stringify(state),
};
