import { useMemo } from 'react';
import { useSpeech } from './text.tsx';
import { useZones } from './zone.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A duration (ms) as a clock counts it: 4:12, or 1:04:12 from an hour on. */
export const clockTime = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

/** Times of day and days, in the viewer's language. */
export interface Times {
  /** 12:41 */
  readonly minute: (time: number) => string;
  /** 12:41:07 */
  readonly second: (time: number) => string;
  /** Tuesday, 24 November */
  readonly day: (time: number) => string;
  /** 24 Nov, 12:41 */
  readonly whole: (time: number) => string;
  /** 24 Nov, 12:41 CET */
  readonly zoned: (time: number) => string;
}

const timesIn = (locale: string, timeZone: string): Times => {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    return (time: number) => formatter.format(time);
  };
  const whole = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return {
    minute: format({ hour: '2-digit', minute: '2-digit' }),
    second: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    whole: format(whole),
    zoned: format({ ...whole, timeZoneName: 'short' }),
  };
};

const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** Writes times in the viewer's language, in the zone that the viewer chose: their own or the tenant's. */
export const useTimes = (): Times => {
  const { language } = useSpeech();
  const { shown } = useZones();
  return useMemo(() => timesIn(localeOf(language), shown), [language, shown]);
};

/** A moment in the zone that is shown, and in the tenant's where that is another: 24 Nov, 12:41 CET · 17:11 IST. */
export const useZonedTime = (): ((time: number) => string) => {
  const { language } = useSpeech();
  const { shown, tenant } = useZones();
  return useMemo(() => {
    const here = timesIn(localeOf(language), shown);
    if (tenant === undefined || tenant === shown) return here.whole;
    const there = timesIn(localeOf(language), tenant);
    return (time: number) => `${here.zoned(time)} · ${there.zoned(time)}`;
  }, [language, shown, tenant]);
};
