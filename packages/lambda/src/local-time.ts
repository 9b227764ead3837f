const DAY = 86_400_000;

/** What clocks show in a time zone, as milliseconds since the epoch of a clock that knows no time zones. */
export interface LocalTime {
  at(instant: number): number;
  /**
   * The first instant at which clocks show a time. Where they are put forward over it, the instant at which they are: nothing that
   * begins or ends at a time that a day does not have is left out.
   */
  instantOf(local: number): number;
}

/** @param timezone of the IANA database, such as `Europe/Berlin` */
export function localTimeIn(timezone: string): LocalTime {
  const format = formatIn(timezone);
  const at = (instant: number): number => {
    const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const get = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
    const seconds = Date.UTC(
      get('year'),
      get('month') - 1,
      get('day'),
      get('hour'),
      get('minute'),
      get('second'),
    );
    return seconds + (instant - Math.floor(instant / 1000) * 1000);
  };
  const offsetAt = (instant: number): number => at(instant) - instant;

  return {
    at,
    instantOf: (local) => {
      // As local time, too, a day is further away than any clock is put, and nearer than the next time it is.
      const before = local - offsetAt(local - DAY);
      const after = local - offsetAt(local + DAY);
      const shown = [before, after].filter((instant) => at(instant) === local);
      if (shown.length > 0) return Math.min(...shown);
      let early = Math.min(before, after);
      let late = Math.max(before, after);
      while (late - early > 1) {
        const middle = Math.floor((early + late) / 2);
        if (at(middle) < local) early = middle;
        else late = middle;
      }
      return late;
    },
  };
}

/** Each is costly to make, and can be kept: it has no state. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatIn(timezone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  FORMATS.set(timezone, format);
  return format;
}
