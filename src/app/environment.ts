import type { EnvName } from '../contract/env.ts';

/** Reads a variable that the function's construct sets; its absence is a deployment fault and ends the start. */
export const environment = (name: EnvName): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`environment variable ${name} is not set`);
  return value;
};
