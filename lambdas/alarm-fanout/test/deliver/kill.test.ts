import { expect, it } from 'vitest';
import { noting, storm } from '../support/simulation/storm-office.ts';

const ALARMS = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`a${index}`, index / 10]));
const INVOCATIONS = [1, 2, 3, 4, 5, 6];
/** More than any of them makes. */
const CALLS = 30;

it.each<[storms: 'each' | 'grouped']>([['each'], ['grouped']])(
  'wherever an invocation ends, nothing is lost, and what may be there twice is counted: %s',
  async (storms) => {
    let kills = 0;
    const wrong: string[] = [];
    for (const invocation of INVOCATIONS) {
      // `.5`: when that call has been made.
      for (let call = 1; call <= CALLS; call += 0.5) {
        const { told, office } = await storm({
          alarms: ALARMS,
          vendor: noting(),
          rules: { storms, pace: 0, atOnce: 3 },
          endsAt: (number) => (number === invocation ? call : Infinity),
        });
        const place = `${call} of invocation ${invocation}`;
        const names = told.flatMap((each) => each.names);
        const missing = Object.keys(ALARMS).filter((name) => !names.includes(name));
        if (missing.length > 0) wrong.push(`${place}: ${missing.join(', ')} lost`);
        const doubles = names.length - new Set(names).size;
        if (doubles > office.counts.possibleDoubles)
          wrong.push(`${place}: ${doubles} doubles, ${office.counts.possibleDoubles} counted`);
        if (office.counts.crashes === 0 && doubles > 0) wrong.push(`${place}: doubled without a crash`);
        kills += office.counts.crashes;
      }
    }
    expect(wrong).toEqual([]);
    expect(kills).toBeGreaterThan(50);
  },
);
