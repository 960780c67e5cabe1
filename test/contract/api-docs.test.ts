import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { accessPage } from '../../scripts/docs/access-page.ts';
import { asyncapi } from '../../scripts/docs/asyncapi.ts';
import { openapi } from '../../scripts/docs/openapi.ts';
import { errorCodes } from '../../src/contract/errors.ts';
import { routes } from '../../src/contract/routes.ts';

type Json = Record<string, unknown>;

const require = createRequire(import.meta.url);
const committed = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../docs/api/${name}.json`, import.meta.url), 'utf8'));

describe('given the API documents in docs/api', () => {
  test('they are what the contract says (npm run docs:api writes them)', () => {
    expect(committed('openapi')).toEqual(JSON.parse(JSON.stringify(openapi())));
    const access = readFileSync(new URL('../../docs/api/access.md', import.meta.url), 'utf8');
    expect(access).toBe(accessPage());
    expect(committed('asyncapi')).toEqual(JSON.parse(JSON.stringify(asyncapi())));
  });

  test('the OpenAPI document names every route and each of its error codes', () => {
    const { paths } = openapi() as { paths: Record<string, Record<string, { responses: Json }>> };
    for (const route of routes) {
      const operation = paths[route.path]?.[route.method.toLowerCase()];
      for (const code of route.errors) {
        const response = JSON.stringify(operation?.responses[errorCodes[code].status]);
        expect(response, `${route.name} ${code}`).toContain(`"${code}"`);
      }
    }
  });

  test('redocly finds no fault in the OpenAPI document', () => {
    const cli = require.resolve('@redocly/cli/bin/cli.js');
    const args = [cli, 'lint', 'docs/api/openapi.json', '--format=json', '--config=redocly.yaml'];
    const output = execFileSync(process.execPath, args, {
      cwd: new URL('../..', import.meta.url),
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { problems } = JSON.parse(output) as { problems: { ruleId: string; message: string }[] };
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test("the AsyncAPI document satisfies AsyncAPI's own schema", () => {
    const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(asyncapi());
    expect(validate.errors ?? []).toEqual([]);
  });
});
