import { describe, expect, test } from 'vitest';
import { parseCron } from '../../local/schedules/cron.ts';
import { createSchedules } from '../../local/schedules/schedules.ts';
import { loadModel } from '../../local/template/model.ts';
import { synthesized } from '../e2e/support/built.ts';

/** The minutes of a week that an expression names, as `MON 08:00`; the week begins on Sunday, 4 January 2026. */
const minutes = (expression: string): readonly string[] => {
  const names = parseCron(expression);
  if (names === undefined) throw new Error(`${expression} is not read`);
  const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
  return Array.from({ length: 7 * 24 * 60 }, (_, minute) => new Date(Date.UTC(2026, 0, 4) + minute * 60_000))
    .filter(names)
    .map((at) => `${days[at.getUTCDay()]} ${at.toISOString().slice(11, 16)}`);
};

describe('a cron expression of EventBridge', () => {
  test.each([
    ['cron(0 8 ? * MON-WED *)', ['MON 08:00', 'TUE 08:00', 'WED 08:00']],
    ['cron(0/20 12 ? * 7 *)', ['SAT 12:00', 'SAT 12:20', 'SAT 12:40']],
    ['cron(15,45 9-10/1 5 1 ? 2026)', ['MON 09:15', 'MON 09:45', 'MON 10:15', 'MON 10:45']],
    ['cron(0 0 5 FEB ? *)', []],
    ['cron(0 0 ? * SUN 2027)', []],
  ])('Given %s, when a week goes by, then these are its minutes', (expression, expected) => {
    expect(minutes(expression)).toEqual(expected);
  });

  test.each([
    'rate(5 minutes)',
    'cron(0 8 * * *)',
    'cron(0 8 * * * *)',
    'cron(0 8 ? * ? *)',
    'cron(60 8 ? * MON *)',
    'cron(0 8 ? * FRI-MON *)',
    'cron(0 8 L * ? *)',
    'cron(0 8 ? * 6#3 *)',
    'cron(0/0 8 ? * MON *)',
  ])(
    'Given %s, which EventBridge refuses or this machine does not serve, then it is not read',
    (expression) => {
      expect(parseCron(expression)).toBeUndefined();
    },
  );
});

test('Given the app as it is synthesized, when its schedules are read, then the clock runs each of them', async () => {
  const model = loadModel({ assemblyDir: await synthesized(), parameters: {}, queueBase: 'http://queues' });
  const schedules = createSchedules(model, { invokeAsync: () => new Promise(() => {}) });
  expect(schedules.names().length).toBeGreaterThan(0);
  expect(schedules.unsupported).toEqual([]);
});
