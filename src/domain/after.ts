/** Takes work that follows from an answer but must not delay it: the pushes. It runs once the answer is out. */
export type After = (work: () => Promise<void>) => void;
