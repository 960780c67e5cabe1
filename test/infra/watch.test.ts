import { beforeAll, describe, expect, test } from 'vitest';
import { logMessages } from '../../src/adapters/log.ts';
import { routes } from '../../src/contract/routes.ts';
import {
  allOfType,
  installationOf,
  ofType,
  type SynthesizedApp,
  synthesizedApp,
  type Template,
} from './synthesized-app.ts';

describe('given what operators look at', () => {
  let app: SynthesizedApp;
  let watch: Template;

  beforeAll(async () => {
    app = await synthesizedApp();
    const found = app.stacks.get('binocular-watch');
    if (found === undefined) throw new Error('no stack watches');
    watch = found;
  });

  test('then one dashboard asks the four questions, in their order', () => {
    const [dashboard] = ofType(watch, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    const asked = [
      'Is it taking messages?',
      'Are monitors seeing them?',
      'How long does it take?',
      'What is stuck?',
    ];
    const places = asked.map((question) => body.indexOf(question));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('then every line that is counted or measured is one that functions write, or of the access log', () => {
    const patterns = ofType(watch, 'AWS::Logs::MetricFilter').map(
      ({ Properties }) => Properties.FilterPattern,
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      if (pattern === '{ $.refusal = "THROTTLED" }') continue;
      const [, code = ''] = /\$\.code = "([\w.]+)"/.exec(pattern) ?? [];
      expect(Object.keys(logMessages), pattern).toContain(code);
    }
  });

  test('then every method whose latency is looked at is a route', () => {
    const text = JSON.stringify(watch);
    const named = new Set([...text.matchAll(/\/api\/v2(\/[^"\\]+)/g)].map(([, path]) => path));
    expect(named.size).toBe(3);
    const posts = routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    for (const path of named) expect(posts).toContain(path);
  });

  test('then the alarm that three others are made of names just these', () => {
    const [joint] = allOfType(app, 'AWS::CloudWatch::CompositeAlarm');
    const rule = JSON.stringify(joint?.Properties.AlarmRule);
    for (const part of ['Framescomelate', 'Pushesfail', 'Pushfallsbehind']) expect(rule).toContain(part);
    expect(rule.match(/ALARM\(/g)).toHaveLength(3);
  });

  test('then functions are traced, and their failures bring the former version back while a tenth of the calls is shifted', () => {
    const functions = allOfType(app, 'AWS::Lambda::Function');
    for (const { Properties } of functions) expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    const shifts = allOfType(app, 'AWS::CodeDeploy::DeploymentGroup');
    expect(shifts).toHaveLength(functions.length);
    for (const { Properties } of shifts) {
      expect(Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent5Minutes');
      expect(Properties.AutoRollbackConfiguration.Events).toContain('DEPLOYMENT_STOP_ON_ALARM');
      expect(JSON.stringify(Properties.AlarmConfiguration)).toMatch(/binocular: \w+ function failures/);
    }
  });

  test('when an installation shifts at once and traces nothing, then it has neither, and aliases all the same', async () => {
    const plain = await installationOf('bare');
    expect(allOfType(plain, 'AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
    expect(allOfType(plain, 'AWS::Lambda::Alias').length).toBeGreaterThan(70);
    expect(JSON.stringify([...plain.stacks.values()])).not.toContain('xray:');
  });
});
