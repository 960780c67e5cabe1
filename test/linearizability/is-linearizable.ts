/** One completed call: when it was made and answered (any order-preserving numbers), and what was said. */
export interface Operation<I, O> {
  readonly invoked: number;
  readonly returned: number;
  readonly input: I;
  readonly output: O;
}

/** What a register of one thing does, one call at a time. */
export interface SequentialModel<S, I, O> {
  readonly initial: S;
  /** The state after a call that was answered so, or undefined where no such answer is possible. */
  step(state: S, input: I, output: O): S | undefined;
  /** Equal for equal states. */
  key(state: S): string;
}

/**
 * Whether the calls could have happened one after the other, each between its invocation and its answer, with the
 * answers that they got. Searches the orders that real time allows (Wing and Gong), and remembers each pair of calls
 * done and state reached, so that no pair is searched twice (Lowe).
 */
export const isLinearizable = <S, I, O>(
  model: SequentialModel<S, I, O>,
  history: readonly Operation<I, O>[],
): boolean => {
  const seen = new Set<string>();
  const search = (state: S, done: bigint, left: number): boolean => {
    if (left === 0) return true;
    const mark = `${done}|${model.key(state)}`;
    if (seen.has(mark)) return false;
    seen.add(mark);
    const waiting = history.flatMap((operation, i) => ((done >> BigInt(i)) & 1n ? [] : [{ operation, i }]));
    // What was invoked after an answer cannot come before it: the first answer bounds who may be next.
    const firstAnswer = Math.min(...waiting.map(({ operation }) => operation.returned));
    return waiting.some(({ operation, i }) => {
      if (operation.invoked > firstAnswer) return false;
      const next = model.step(state, operation.input, operation.output);
      return next !== undefined && search(next, done | (1n << BigInt(i)), left - 1);
    });
  };
  return search(model.initial, 0n, history.length);
};
