import { describe, expect, test } from 'vitest';
import { full, installations } from './installations.ts';
import {
  allOfType,
  installationOf,
  ofType,
  type SynthesizedApp,
  synthesizedApp,
  type Template,
} from './synthesized-app.ts';

const templates = ({ stacks }: SynthesizedApp): readonly Template[] => [...stacks.values()];

/** Types whose names are looked for in their API or role or pool alone. */
const inTheirOwner = new Set([
  'AWS::IAM::Policy',
  'AWS::Lambda::Alias',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  ...['::Stage', '::Authorizer'].flatMap((it) => [`AWS::ApiGateway${it}`, `AWS::ApiGatewayV2${it}`]),
]);

/** Names that must be one's own in an account and Region, as a template fixes them. */
const fixedNames = (app: SynthesizedApp): string[] =>
  templates(app).flatMap((template) => [
    ...Object.values(template.Resources).flatMap(({ Type, Properties = {} }) =>
      inTheirOwner.has(Type)
        ? []
        : Object.entries(Properties)
            .filter(([key, value]) => typeof value === 'string' && naming(Type).has(key))
            .map(([, value]) => value as string),
    ),
    ...ofType(template, 'AWS::Logs::MetricFilter').map(
      ({ Properties }) => Properties.MetricTransformations[0].MetricNamespace,
    ),
    ...Object.values(template.Outputs ?? {}).flatMap(({ Export }) => Export?.Name ?? []),
  ]);

/** Properties that name something, by the type's own word: `AlarmName`, `QueueName`, `Name`. */
const naming = (type: string): ReadonlySet<string> => {
  const noun = type.split('::').at(-1) ?? '';
  return new Set([`${noun}Name`, 'Name', 'LogGroupName']);
};

describe('given two installations of one account', () => {
  test('when both are synthesized, then every name that a template fixes begins with its own installation', async () => {
    for (const which of ['full', 'bare'] as const) {
      const app = await installationOf(which);
      const name = installations[which].context.installation;
      const names = fixedNames(app);
      expect(names.length).toBeGreaterThan(15);
      for (const fixed of names) expect(fixed).toMatch(new RegExp(`^(Binocular/)?${name}\\b`));
      const secrets = allOfType(app, 'AWS::Lambda::Function')
        .map(({ Properties }) => Properties.Environment?.Variables.INTEGRATION_SECRETS_PREFIX)
        .filter((prefix) => prefix !== undefined);
      expect(new Set(secrets)).toEqual(new Set([`${name}/integrations`]));
      expect(JSON.stringify(templates(app))).not.toMatch(/secret:binocular/);
    }
  });

  test('when an installation is named wrongly, or a setting is, then synthesis says which', async () => {
    await expect(synthesizedApp({ context: { installation: 'Prod!' } })).rejects.toThrow('lower-case');
    await expect(synthesizedApp({ context: { logRetentionDays: '8' } })).rejects.toThrow('logRetentionDays');
  });
});

describe('given the settings of an installation', () => {
  test('when it keeps nothing, then tables and user pool go with their stack', async () => {
    const app = await installationOf('bare');
    for (const { DeletionPolicy, Properties } of [
      ...ofType(app.data, 'AWS::DynamoDB::Table'),
      ...ofType(app.rest, 'AWS::Cognito::UserPool'),
    ]) {
      expect(DeletionPolicy).toBe('Delete');
      expect([false, 'INACTIVE']).toContain(
        Properties.DeletionProtectionEnabled ?? Properties.DeletionProtection,
      );
    }
  });

  test('when they stand under its name in cdk.json, then they count, and what is given alone counts over them', async () => {
    const app = await installationOf('full');
    const all = (type: string) => allOfType(app, type);
    for (const { Properties } of all('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(7);
    for (const { Properties } of all('AWS::Lambda::Function')) {
      // The CDK's own function, which copies the page, is of another language.
      if (!Properties.Runtime.startsWith('python')) expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Tags).toEqual(
        expect.arrayContaining([
          { Key: 'installation', Value: full.name },
          { Key: 'team', Value: 'care' },
        ]),
      );
    }
    const joint = all('AWS::CloudWatch::CompositeAlarm');
    const rules = JSON.stringify(joint.map(({ Properties }) => Properties.AlarmRule));
    for (const { id, Properties } of [...all('AWS::CloudWatch::Alarm'), ...joint]) {
      const told = rules.includes(id) ? undefined : [full.alarmTopicArn];
      expect(Properties.AlarmActions, id).toEqual(told);
      expect(Properties.OKActions, id).toEqual(told);
    }
    for (const { Properties } of all('AWS::DynamoDB::Table')) {
      expect(Properties.SSESpecification.KMSMasterKeyId).toBe(full.tableKeyArn);
    }
    expect(all('AWS::ApiGateway::Account')).toHaveLength(1);
    expect(all('AWS::ApiGateway::DomainName')[0]?.Properties.DomainName).toBe(full.restDomain.name);
    expect(all('AWS::ApiGatewayV2::DomainName')[0]?.Properties.DomainName).toBe(full.socketDomain.name);
    const variables = all('AWS::Lambda::Function').map((it) => it.Properties.Environment?.Variables ?? {});
    expect(variables.map((it) => it.WEBSOCKET_URL)).toContain('wss://live.example.org');
    expect(variables.map((it) => it.PUBLIC_URL)).toContain('https://api.example.org/api/v2');
  });

  test("when nothing is set, then the account's logging role of API Gateway is left alone, and every alarm has no one to tell", async () => {
    const app = await synthesizedApp();
    expect(JSON.stringify(templates(app))).not.toContain('AWS::ApiGateway::Account');
    for (const alarm of allOfType(app, 'AWS::CloudWatch::Alarm')) {
      expect(alarm.Properties.AlarmActions).toBeUndefined();
    }
  });
});
