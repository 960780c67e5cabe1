import { afterEach, beforeEach, vi } from 'vitest';

/** Captures what each test's code writes to the process's output: Lambda's log. */
export const useLogged = (): { text(): string; lines(): readonly Record<string, unknown>[] } => {
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
  return {
    text: () => written,
    lines: () =>
      written
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
};
