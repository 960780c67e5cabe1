import { describe, expect, test } from 'vitest';
import { isLinearizable, type Operation, type SequentialModel } from './is-linearizable.ts';

type Call = { readonly write: number } | 'read';
type Told = number | 'done';

/** A register of one number. */
const register: SequentialModel<number, Call, Told> = {
  initial: 0,
  step: (state, input, output) => {
    if (input === 'read') return output === state ? state : undefined;
    return output === 'done' ? input.write : undefined;
  },
  key: String,
};

const did = (invoked: number, returned: number, input: Call, output: Told): Operation<Call, Told> => ({
  invoked,
  returned,
  input,
  output,
});

describe('the linearizability checker', () => {
  test('Given calls one after the other, when each read answers the last write, then it accepts', () => {
    expect(isLinearizable(register, [did(0, 1, { write: 1 }, 'done'), did(2, 3, 'read', 1)])).toBe(true);
  });

  test('Given a read during a write, when it answers the old or the new value, then it accepts both', () => {
    const write = did(0, 5, { write: 1 }, 'done');
    expect(isLinearizable(register, [write, did(1, 2, 'read', 0)])).toBe(true);
    expect(isLinearizable(register, [write, did(1, 2, 'read', 1)])).toBe(true);
  });

  test('Given a write that was answered, when a later read answers the value before it, then it refuses', () => {
    expect(isLinearizable(register, [did(0, 1, { write: 1 }, 'done'), did(2, 3, 'read', 0)])).toBe(false);
  });

  test('Given a read that saw a write, when a later read does not, then it refuses, though the write still runs', () => {
    const history = [did(0, 9, { write: 1 }, 'done'), did(1, 2, 'read', 1), did(3, 4, 'read', 0)];
    expect(isLinearizable(register, history)).toBe(false);
  });

  test('Given two readers of two concurrent writes, when they disagree about their order, then it refuses', () => {
    const history = [
      did(0, 9, { write: 1 }, 'done'),
      did(0, 9, { write: 2 }, 'done'),
      did(1, 2, 'read', 1),
      did(3, 4, 'read', 2),
      did(5, 6, 'read', 1),
    ];
    expect(isLinearizable(register, history)).toBe(false);
    expect(isLinearizable(register, history.slice(0, 4))).toBe(true);
  });
});
