import type { Saying } from './saying.ts';

/** How it stands where an alarm is in a state; undefined for what is none of CloudWatch's, such as a notice's status. */
export function moodOfState(state: string): Saying['mood'] | undefined {
  switch (state) {
    case 'ALARM':
      return 'bad';
    case 'OK':
      return 'good';
    case 'INSUFFICIENT_DATA':
      return 'unsure';
    default:
      return undefined;
  }
}
