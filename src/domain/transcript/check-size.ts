import { limits } from '../../contract/limits.ts';
import { Failure } from '../failure.ts';

/** Refuses a text whose UTF-8 exceeds the contract's limit. */
export const checkSize = (text: string): void => {
  if (Buffer.byteLength(text) > limits.textBytes)
    throw new Failure('payload.too.large', { limitBytes: String(limits.textBytes) });
};
