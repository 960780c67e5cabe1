import { afterAll, vi } from 'vitest';

const before = { ...process.env };

// Handlers keep clients and what they have read, and find their tables by environment variables, as in Lambda: each file
// of the process meets its modules anew, libraries aside, and leaves the variables as it found them.
vi.resetModules();
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
