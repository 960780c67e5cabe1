import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { silentChanges, transitions } from '../../src/contract/words.ts';
import { ofType, type SynthesizedApp, synthesizedApp } from './synthesized-app.ts';

describe('given the synthesized tables and the consumers of their stream', () => {
  let app: SynthesizedApp;

  beforeAll(async () => {
    app = await synthesizedApp();
  });

  test('every table is kept, protected, restorable, and lets items expire', () => {
    const tables = ofType(app.data, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(5);
    for (const { DeletionPolicy, UpdateReplacePolicy, Properties } of tables) {
      expect(DeletionPolicy).toBe('Retain');
      expect(UpdateReplacePolicy).toBe('Retain');
      expect(Properties.DeletionProtectionEnabled).toBe(true);
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
    }
  });

  test('tables and user pool keep the logical ids of the first deployment, for others would replace them', () => {
    expect(ofType(app.data, 'AWS::DynamoDB::Table').map(({ id }) => id)).toEqual([
      'Records091F6ECA',
      'ConversationsBC91B70D',
      'Transcript2315E481',
      'Directory98167B95',
      'SocketsA3E6BA67',
    ]);
    expect(ofType(app.rest, 'AWS::Cognito::UserPool').map(({ id }) => id)).toEqual(['UserPool']);
  });

  test('one table alone is streamed, with both images', () => {
    const streamed = ofType(app.data, 'AWS::DynamoDB::Table').filter((t) => t.Properties.StreamSpecification);
    expect(streamed.map((t) => t.Properties.StreamSpecification.StreamViewType)).toEqual([
      'NEW_AND_OLD_IMAGES',
    ]);
  });

  test('consumers are woken by every transition and by no silent change', () => {
    for (const { Properties } of ofType(app.live, 'AWS::Lambda::EventSourceMapping')) {
      const patterns = Properties.FilterCriteria.Filters.map((f: { Pattern: string }) =>
        JSON.parse(f.Pattern),
      );
      expect(patterns).toEqual([{ dynamodb: { NewImage: { change: { S: [...transitions] } } } }]);
      for (const silent of silentChanges) expect(JSON.stringify(patterns)).not.toContain(`"${silent}"`);
    }
  });

  test('a poison record is retried a finite number of times, bisected, and parked in a queue of its own', () => {
    const mappings = ofType(app.live, 'AWS::Lambda::EventSourceMapping');
    const parked = mappings.map(({ Properties }) => {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(Properties.BisectBatchOnFunctionError).toBe(true);
      expect(Properties.MaximumRetryAttempts).toBe(5);
      expect(Properties.MaximumRecordAgeInSeconds).toBeLessThan(24 * 60 * 60);
      return Properties.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0] as string;
    });
    expect(new Set(parked).size).toBe(2);
    for (const id of parked) {
      expect(app.live.Resources[id]?.Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      });
    }
  });

  test('the sweep runs every minute', () => {
    const [schedule] = ofType(app.live, 'AWS::Scheduler::Schedule');
    expect(schedule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(schedule?.Properties.State).toBe('ENABLED');
  });

  test('every alarm leads to a heading of the runbook with its three parts', () => {
    const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
    const sections = new Map(
      runbook
        .split(/^## /m)
        .slice(1)
        .map((section) => [section.split('\n', 1)[0]?.toLowerCase().replaceAll(' ', '-'), section]),
    );
    const alarms = [app.data, app.live, app.rest].flatMap((t) => ofType(t, 'AWS::CloudWatch::Alarm'));
    expect(alarms.length).toBeGreaterThan(0);
    for (const { Properties } of alarms) {
      const [, anchor = ''] = /^docs\/runbook\.md#(.+)$/.exec(Properties.AlarmDescription) ?? [];
      for (const part of ['### Description', '### Investigation', '### Resolution']) {
        expect(sections.get(anchor), Properties.AlarmName).toContain(part);
      }
    }
  });
});
