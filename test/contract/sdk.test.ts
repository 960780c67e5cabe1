import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sdkDifferences, sdkPage } from '../../scripts/docs/sdk-page.ts';
import { readSdkTypings } from '../../scripts/docs/sdk-typings.ts';

/** Fields that the SDK's typings require and that an answer may lack, each with the reason. */
const excused: Readonly<Record<string, string>> = {};

describe("given the official SDK's own typings", () => {
  const sdk = readSdkTypings();

  test('every field that they require is in the answer, or is excused with a reason', () => {
    const missing = sdkDifferences(sdk).flatMap(({ route, missing }) =>
      missing.map((path) => `${route.sdk}: ${path}`),
    );
    expect(missing.filter((field) => excused[field] === undefined)).toEqual([]);
    expect(Object.keys(excused).filter((field) => !missing.includes(field))).toEqual([]);
  });

  test('docs/api/sdk.md is what they and the contract say (npm run docs:api writes it)', () => {
    expect(readFileSync(new URL('../../docs/api/sdk.md', import.meta.url), 'utf8')).toBe(sdkPage());
  });
});
