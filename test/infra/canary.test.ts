import { expect, test } from 'vitest';
import { full } from './installations.ts';
import { allOfType, installationOf, ofType } from './synthesized-app.ts';

test('given an installation with the canary, then a schedule runs it, it may read its logins and nothing else, and an alarm tells of its silence', async () => {
  const app = await installationOf('full');
  const stack = app.stacks.get(`${full.name}-canary`);
  if (stack === undefined) throw new Error('no canary');
  expect(
    ofType(stack, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties.ScheduleExpression),
  ).toEqual(['rate(5 minutes)']);
  const [canary] = ofType(stack, 'AWS::Lambda::Function');
  expect(canary?.Properties.Environment.Variables.LOGINS_SECRET).toBe(`${full.name}/canary`);
  const policy =
    stack.Resources[canary?.Properties.Role['Fn::GetAtt'][0]]?.Properties.Policies[0].PolicyDocument;
  const allowed = policy.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
  expect(allowed.sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'secretsmanager:GetSecretValue',
  ]);
  expect(JSON.stringify(policy)).toContain(`secret:${full.name}/canary-??????`);
  const [alarm] = ofType(stack, 'AWS::CloudWatch::Alarm');
  expect(alarm?.Properties).toMatchObject({
    AlarmName: `${full.name}: The main job fails`,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    Period: 900,
  });

  const without = await installationOf('bare');
  expect(allOfType(without, 'AWS::Scheduler::Schedule')).toHaveLength(1);
});
