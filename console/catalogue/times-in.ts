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

/** Writes times in a language and a zone. */
export const timesIn = (locale: string, timeZone: string): Times => {
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
