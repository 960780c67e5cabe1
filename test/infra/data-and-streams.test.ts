import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { handedOver, headExpired, usersChanged } from '../../src/contract/handed-over.ts';
import { recordedChanges, silentChanges } from '../../src/contract/words.ts';
import { allOfType, ofType, type SynthesizedApp, synthesizedApp } from './synthesized-app.ts';

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

  test('heads are streamed with both images, transcript and directory with the new one, and no other table is', () => {
    const streamed = ofType(app.data, 'AWS::DynamoDB::Table').flatMap(({ id, Properties }) =>
      Properties.StreamSpecification === undefined
        ? []
        : [[id.replace(/[0-9A-F]{8}$/, ''), Properties.StreamSpecification.StreamViewType]],
    );
    expect(streamed).toEqual([
      ['Conversations', 'NEW_AND_OLD_IMAGES'],
      ['Transcript', 'NEW_IMAGE'],
      ['Directory', 'NEW_IMAGE'],
    ]);
  });

  const mappings = () =>
    ofType(app.live, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => ({
      ...Properties,
      of: /"Ref":"(\w+)"/.exec(JSON.stringify(Properties.FunctionName))?.[1] ?? '',
      patterns: Properties.FilterCriteria.Filters.map((f: { Pattern: string }) => JSON.parse(f.Pattern)),
    }));
  const wokenBy = (name: string) => mappings().find(({ of }) => of.startsWith(name))?.patterns;

  test('consumers of heads are woken by every transition and by no silent change, the recorder by its expiry too', () => {
    for (const name of ['Record', 'Announce']) {
      const patterns = wokenBy(name);
      const expiry = name === 'Record' ? [headExpired] : [];
      expect(patterns).toEqual([
        { dynamodb: { NewImage: { change: { S: [...recordedChanges] } } } },
        ...expiry,
      ]);
      for (const silent of silentChanges) expect(JSON.stringify(patterns)).not.toContain(`"${silent}"`);
    }
  });

  test('the pusher is woken by what is for somebody, the consumer of users by presences and revocations', () => {
    expect(wokenBy('Push')).toEqual(handedOver);
    expect(wokenBy('Users')).toEqual(usersChanged);
  });

  test('what is one conversation\u2019s is pushed in order: AWS keeps the order of items alone where batches go side by side', () => {
    for (const { ParallelizationFactor } of mappings()) expect(ParallelizationFactor ?? 1).toBe(1);
  });

  test('a poison record is retried a finite number of times, bisected, and parked in a queue of its own', () => {
    const parked = mappings().map((mapping) => {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(mapping.BisectBatchOnFunctionError).toBe(true);
      expect([3, 5]).toContain(mapping.MaximumRetryAttempts);
      expect(mapping.MaximumRecordAgeInSeconds).toBeLessThan(24 * 60 * 60);
      return mapping.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0] as string;
    });
    expect(new Set(parked).size).toBe(5);
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
    const alarms = ['Alarm', 'CompositeAlarm'].flatMap((type) => allOfType(app, `AWS::CloudWatch::${type}`));
    expect(alarms.length).toBeGreaterThan(0);
    for (const { Properties } of alarms) {
      const [, anchor = ''] = /^docs\/runbook\.md#(.+)$/.exec(Properties.AlarmDescription) ?? [];
      for (const part of ['### Description', '### Investigation', '### Resolution']) {
        expect(sections.get(anchor), Properties.AlarmName).toContain(part);
      }
    }
  });
});
