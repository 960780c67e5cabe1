import { useMemo } from 'react';
import { useSpeech } from './text.tsx';

const two = (value: number): string => String(value).padStart(2, '0');

/** A duration (ms) as a clock counts it: 4:12, or 1:04:12 from an hour on. */
export const clockTime = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

/** Times of day and days, in the viewer's language and zone. */
export interface Times {
  /** 12:41 */
  readonly minute: (time: number) => string;
  /** 12:41:07 */
  readonly second: (time: number) => string;
  /** Tuesday, 24 November */
  readonly day: (time: number) => string;
  /** 24 Nov, 12:41 */
  readonly whole: (time: number) => string;
}

/** Writes times in the viewer's language and zone. */
export const useTimes = (): Times => {
  const { language } = useSpeech();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
      return (time: number) => formatter.format(time);
    };
    return {
      minute: format({ hour: '2-digit', minute: '2-digit' }),
      second: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
      day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
      whole: format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    };
  }, [language]);
};
