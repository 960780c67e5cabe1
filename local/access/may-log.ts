import type { Access } from './access.ts';

/** A function with the log group that it writes to. */
interface Logging {
  readonly name: string;
  readonly logGroupArn: string;
}

/**
 * Lambda writes what a function prints under the function's role, and drops it where that role does not allow it.
 *
 * @returns a function that says why lines of a function are dropped; undefined when they are kept
 */
export const mayLog = (access: Access, functions: readonly Logging[]) => {
  const groups = new Map(functions.map(({ name, logGroupArn }) => [name, logGroupArn]));
  const known = new Map<string, string | undefined>();
  return (name: string): string | undefined => {
    if (!known.has(name)) {
      const resource = `${groups.get(name)}:log-stream:local`;
      const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
      known.set(
        name,
        access.denialOf(
          name,
          actions.map((action) => ({ action, resource })),
        ),
      );
    }
    return known.get(name);
  };
};
