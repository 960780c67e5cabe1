/** What a crashed call throws: the caller never learns whether it took effect. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

type Method = (...args: never[]) => Promise<unknown>;

/**
 * A port whose n-th call (from 1) of one method crashes: `before` it takes effect or `after`. Every other call passes.
 */
export const crashing = <T extends object>(
  port: T,
  method: keyof T & string,
  nth: number,
  when: 'before' | 'after',
): T => {
  let calls = 0;
  const call = port[method] as Method;
  const crashed = async (...args: never[]): Promise<unknown> => {
    calls += 1;
    if (calls !== nth) return call(...args);
    if (when === 'after') await call(...args);
    throw new Crash(`${method} crashed ${when} its effect`);
  };
  return { ...port, [method]: crashed };
};
