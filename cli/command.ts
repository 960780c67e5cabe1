import { type Command, InvalidArgumentError } from 'commander';
import type { Installation } from './installation.ts';
import type { Output } from './output.ts';

/** What every command works with. */
export interface Work {
  readonly at: Installation;
  readonly out: Output;
  /** Ends long work when the operator interrupts it. */
  readonly signal: AbortSignal;
}

/** Runs a command's work once the installation is open. A number that it answers is the exit code. */
export interface Perform {
  (work: (it: Work) => Promise<unknown>): Promise<void>;
  /** As above, with no installation. */
  alone(work: (it: Pick<Work, 'out'>) => Promise<unknown>): Promise<void>;
}

/** Adds commands to the program. */
export type Register = (program: Command, perform: Perform) => void;

/** Reads a whole number of at least `least` and at most `most`, as an option's value. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
  };
