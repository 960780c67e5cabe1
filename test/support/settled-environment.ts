import { afterAll } from 'vitest';

/** Powertools names itself here while it is loaded. */
const byLibrary = 'AWS_SDK_UA_APP_ID';

const settings = (): string =>
  JSON.stringify(
    Object.entries(process.env)
      .filter(([name]) => name !== byLibrary)
      .sort(),
  );
const before = settings();

// The files of one process share its environment variables: none may leave them changed.
afterAll(() => {
  if (settings() !== before)
    throw new Error('this file changes environment variables: list it as `anew` in vitest.config.ts');
});
