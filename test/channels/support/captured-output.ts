import { afterEach, beforeEach, vi } from 'vitest';

/** Everything that functions wrote during the current test, instead of showing it. */
export const useCapturedOutput = (): (() => string) => {
  let written = '';
  beforeEach(() => {
    written = '';
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        written += String(chunk);
        return true;
      });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return () => written;
};
