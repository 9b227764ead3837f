import * as z from '@kmscrypt/lambda/schema';
import { globs, severity, text } from './text.ts';

const KINDS = ['metric', 'math', 'anomaly', 'insights', 'composite', 'log', 'unknown', 'notice'] as const;
/** Others may come; a letter case that none of these has is a slip. */
const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA', 'event', 'start', 'progress', 'end'];

const state = text.check(
  z.refine((name) => STATES.includes(name) || !STATES.some((each) => isSameText(each, name)), {
    error: 'is a state in the wrong letter case: ALARM, OK, INSUFFICIENT_DATA, event, start, progress, end',
  }),
);

/** Which alarms and notices; all that is given has to fit, of a list one of its entries. Nothing given: all. */
export const match = z.strictObject({
  /** `metric`, `math`, `anomaly`, `insights`, `composite`, `log`, `unknown`, `notice`. */
  kind: z.optional(z.array(z.enum(KINDS)).check(z.minLength(1, 'is an empty list'))),
  /** The alarm's name, the notice's title. */
  name: z.optional(globs),
  /** The account's number or name. */
  account: z.optional(globs),
  region: z.optional(globs),
  /** Of any of the alarm's metrics, such as `AWS/RDS`; of a notice its source. */
  namespace: z.optional(globs),
  severity: z.optional(z.array(severity).check(z.minLength(1, 'is an empty list'))),
  /** `ALARM`, `OK`, `INSUFFICIENT_DATA`; of a notice `event`, `start`, `progress`, `end`. */
  state: z.optional(z.array(state).check(z.minLength(1, 'is an empty list'))),
  /** Of the alarm's tags each that is named here. */
  tags: z.optional(z.record(text, globs)),
  /** Whether it is of one contributor of a Metrics Insights alarm. */
  contributor: z.optional(z.boolean()),
});

function isSameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
