import { expect, test } from 'vitest';
import { timesIn } from '../../console/catalogue/times-in.ts';

const time = Date.parse('2026-03-29T00:30:07.000Z');

test.each([
  ['en-GB', 'Europe/Berlin', '01:30', 'Sunday, 29 March'],
  ['en-GB', 'America/New_York', '20:30', 'Saturday, 28 March'],
  ['de', 'Asia/Kolkata', '06:00', 'Sonntag, 29. März'],
])('Given %s in %s, then times and days are those of that zone', (locale, zone, minute, day) => {
  const times = timesIn(locale, zone);
  expect(times.minute(time)).toBe(minute);
  // Whether a comma stands after the weekday is the runtime's to say.
  expect(times.day(time).replace(',', '')).toBe(day.replace(',', ''));
});
