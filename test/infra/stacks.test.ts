import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { functionNames } from '../../lib/function-names.ts';
import { quotaUses } from '../../scripts/cloud/quotas.ts';
import { routes } from '../../src/contract/routes.ts';
import { allOfType, installationOf, ofType, type SynthesizedApp, synthesizedApp } from './synthesized-app.ts';

describe('given the stacks of an installation', () => {
  let app: SynthesizedApp;

  beforeAll(async () => {
    app = await synthesizedApp();
  });

  test("each stays below CloudFormation's 500 resources and 200 outputs, with eighty to spare", () => {
    for (const [name, { Resources, Outputs = {} }] of app.stacks) {
      expect(Object.keys(Resources).length, name).toBeLessThan(420);
      expect(Object.keys(Outputs).length, name).toBeLessThan(200);
    }
  });

  test('no quota of AWS that a template can run into is used up, and a template over one is found', () => {
    const uses = quotaUses(app.stacks);
    expect(uses.length).toBeGreaterThan(50);
    for (const { used, limit, ...where } of uses)
      expect(used, JSON.stringify(where)).toBeLessThanOrEqual(limit);
    const variables = { SETTING: 'x'.repeat(5_000) };
    const greedy = { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } };
    const found = quotaUses(new Map([['greedy', { Resources: { Greedy: greedy } }]]));
    expect(found.filter(({ used, limit }) => used > limit)).toMatchObject([{ by: 'Greedy', limit: 4_096 }]);
  });

  test("no function's policy is a resource of its own", () => {
    expect(allOfType(app, 'AWS::IAM::Policy').filter(({ id }) => /Http|Stream|Websocket/.test(id))).toEqual(
      [],
    );
  });

  test("the functions of a tag's routes stand together in a stack of their own", () => {
    const at = new Map(
      [...app.stacks].flatMap(([stack, template]) =>
        ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => [Properties.Description, stack]),
      ),
    );
    for (const { name, tag } of routes)
      expect(at.get(`http/${name}`)).toBe(`binocular-rest-${tag.toLowerCase().replaceAll(' ', '-')}`);
  });

  test('the API holds no reference to the stack of a route, which could then not be removed', () => {
    const imports = [...JSON.stringify(app.rest).matchAll(/"Fn::ImportValue":"([^":]+)/g)].map(
      ([, it]) => it,
    );
    expect([...new Set(imports)].toSorted()).toEqual(['binocular-data']);
  });

  test('the longest name that an installation may have leaves each function a name of at most 64 characters', async () => {
    const long = await installationOf('bare');
    const names = allOfType(long, 'AWS::Lambda::Function').flatMap(
      ({ Properties }): string[] => Properties.FunctionName ?? [],
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) expect(name.length, name).toBeLessThanOrEqual(64);
  });

  test("a changed handler changes that function's code, its version and where its alias leads, and nothing else", async () => {
    const code = mkdtempSync(join(tmpdir(), 'binocular-code-'));
    try {
      const built = fileURLToPath(new URL('../../.build', import.meta.url));
      for (const name of ['manifest.json', ...functionNames]) {
        mkdirSync(dirname(join(code, name)), { recursive: true });
        if (name === 'http/get-me') cpSync(join(built, name), join(code, name), { recursive: true });
        else symlinkSync(join(built, name), join(code, name));
      }
      appendFileSync(join(code, 'http/get-me/index.js'), '\n// changed');
      const changed = await synthesizedApp({ code });
      const differing = [...app.stacks].flatMap(([stack, before]) => {
        const after = changed.stacks.get(stack);
        const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after?.Resources ?? {})]);
        const content = (resource: unknown) => JSON.stringify(resource, withoutMetadata);
        return [...ids]
          .filter((id) => content(before.Resources[id]) !== content(after?.Resources[id]))
          .map((id) => ({ id, was: before.Resources[id], is: after?.Resources[id] }));
      });
      for (const { id } of differing) expect(id).toMatch(/^HttpGetMe/);
      const changes = differing.map(({ was, is }) => `${was?.Type ?? '+'} ${is?.Type ?? '-'}`);
      expect(changes.toSorted()).toEqual([
        '+ AWS::Lambda::Version',
        'AWS::Lambda::Alias AWS::Lambda::Alias',
        'AWS::Lambda::Function AWS::Lambda::Function',
        'AWS::Lambda::Version -',
      ]);
      const [own] = differing.filter(({ was }) => was?.Type === 'AWS::Lambda::Function');
      expect({ ...own?.is?.Properties, Code: own?.was?.Properties.Code }).toEqual(own?.was?.Properties);
    } finally {
      rmSync(code, { recursive: true, force: true });
    }
  });
});

/** Where a bundle came from on this machine is no part of what is deployed. */
const withoutMetadata = (key: string, value: unknown): unknown => (key === 'Metadata' ? undefined : value);
