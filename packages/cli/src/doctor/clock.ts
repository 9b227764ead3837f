import { CliError } from '../errors/cli-error.ts';
import { asWarning, type Check, fail, ok, skip } from './check.ts';

/** AWS refuses what was signed more than five minutes ago or ahead (AWS General Reference, "Signature Version 4"). */
const MOST = 5 * 60_000;
const NOTABLE = 60_000;

/** @param ahead how far this machine's clock is ahead of AWS's, in milliseconds; undefined where nothing answered. */
export function checkClock(ahead: number | undefined): Check {
  if (ahead === undefined) return skip('clock', 'no answer has told the time');
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const amount = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  const found = seconds < 2 ? "agrees with AWS's" : `${amount} ${ahead > 0 ? 'ahead of' : 'behind'} AWS's`;
  if (Math.abs(ahead) <= NOTABLE) return ok('clock', found);
  const error = new CliError('CLOCK_SKEW', `this machine's clock is ${found}`);
  const failed = fail('clock', error);
  return Math.abs(ahead) > MOST ? failed : asWarning(failed);
}
