import { useMemo } from 'react';
import { useSpeech } from './text.tsx';
import { type Times, timesIn } from './times-in.ts';
import { useZones } from './zone.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A duration (ms) as a clock counts it: 4:12, or 1:04:12 from an hour on. */
export const clockTime = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
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
