import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allOfType, ofType, synthesizedApp } from './synthesized-app.ts';

const anyCode = fileURLToPath(new URL('../../.build/http/get-me', import.meta.url));

test('given an installation with the canary, then a schedule runs it, it may read its logins and nothing else, and an alarm tells of its silence', async () => {
  const app = await synthesizedApp({ canary: anyCode, context: { installation: 'prod', canary: true } });
  const stack = app.stacks.get('prod-canary');
  if (stack === undefined) throw new Error('no canary');
  expect(
    ofType(stack, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties.ScheduleExpression),
  ).toEqual(['rate(5 minutes)']);
  const [canary] = ofType(stack, 'AWS::Lambda::Function');
  expect(canary?.Properties.Environment.Variables.LOGINS_SECRET).toBe('prod/canary');
  const policy =
    stack.Resources[canary?.Properties.Role['Fn::GetAtt'][0]]?.Properties.Policies[0].PolicyDocument;
  const allowed = policy.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
  expect(allowed.sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'secretsmanager:GetSecretValue',
  ]);
  expect(JSON.stringify(policy)).toContain('secret:prod/canary-??????');
  const [alarm] = ofType(stack, 'AWS::CloudWatch::Alarm');
  expect(alarm?.Properties).toMatchObject({
    AlarmName: 'prod: The main job fails',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    Period: 900,
  });

  const without = await synthesizedApp({ canary: anyCode });
  expect(allOfType(without, 'AWS::Scheduler::Schedule')).toHaveLength(1);
});
