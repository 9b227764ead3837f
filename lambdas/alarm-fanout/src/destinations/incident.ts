import * as z from '@kmscrypt/lambda/schema';
import type { Content } from '../content.ts';
import type { Rules } from '../destination.ts';
import { oneChange, type OneChange } from './one-change.ts';

/** What destinations have that hold incidents. */
export const incidentShape = {
  /**
   * Whether an alarm without enough data opens an incident. `ignore`, the default: it neither opens nor resolves one, as missing data
   * is not what the alarm watches for, and does not mean that it is over; CloudWatch itself has `treatMissingData: breaching` for
   * where it is. `trigger`: it opens one, which the next OK resolves.
   */
  insufficientData: z._default(z.enum(['ignore', 'trigger']), 'ignore'),
};

/** What becomes of an incident. */
export type Step =
  | { readonly does: 'open' | 'resolve'; readonly content: OneChange }
  | { readonly does: 'nothing'; readonly because: string };

/**
 * What a change does to the incident of its subject. OK resolves it, ALARM opens it, and so does a state that is not known. A notice of
 * severity `critical` or `error` opens it, whatever its status, as an `end` that is an error ended badly; a milder `end` resolves
 * it, and milder ones do nothing. What was acknowledged stays so: nothing here acknowledges, and opening what is open adds to it.
 *
 * @throws DeliveryError `REFUSED` as {@link oneChange}
 */
export function stepOf(
  told: Content,
  { insufficientData }: { readonly insufficientData: 'ignore' | 'trigger' },
): Step {
  const content = oneChange(told);
  if (content.type === 'alarm') {
    const { state } = content.alarm;
    if (state === 'OK') return { does: 'resolve', content };
    return state === 'INSUFFICIENT_DATA' && insufficientData === 'ignore'
      ? { does: 'nothing', because: 'too little data neither opens nor resolves an incident' }
      : { does: 'open', content };
  }
  const { severity, status } = content.notice;
  if (severity === 'critical' || severity === 'error') return { does: 'open', content };
  return status === 'end'
    ? { does: 'resolve', content }
    : { does: 'nothing', because: `a notice of severity ${severity} opens no incident` };
}

/** Of systems that hold an incident a key: each change for itself, and none that has been overtaken. */
export const INCIDENT_RULES: Rules = {
  storms: 'each',
  late: 'skip',
  isIdempotent: true,
  pace: 0,
  atOnce: 10,
  takesGraphs: false,
};
