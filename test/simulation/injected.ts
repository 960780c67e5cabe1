/** A fault of the surroundings, as the SDK would throw it; not a refusal of ours. */
export class Injected extends Error {
  constructor(kind: 'throttle' | 'lost') {
    super(kind);
    this.name = kind === 'throttle' ? 'ThrottlingException' : 'TimeoutError';
  }
}
