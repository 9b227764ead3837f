import type { FanoutProblem } from '../../alarms/check-fanout.ts';
import type { Draft } from '../draft.ts';
import { parsePath } from '../path.ts';
import type { Finding } from '../problem.ts';
import { lambdaWords } from './lambda-words.ts';

/** Checks what the Lambda alarm-fanout would be given; what the package adds is there already. */
export type CheckFanout = (fanout: Readonly<Record<string, unknown>>) => Promise<readonly FanoutProblem[]>;

const ENCRYPT =
  'kmscrypt encrypt --key-id alias/cmk-mgmt makes a token of it; or store it, and write ssm::/alarms/NAME';

/** The config of the Lambda alarm-fanout, which has a schema of its own. */
export async function checkAlarms({ alarms }: Draft, checkFanout: CheckFanout): Promise<readonly Finding[]> {
  if (alarms === undefined) return [];
  const { fanout } = alarms;
  const problems = await checkFanout(fanout);
  return problems.map(({ path: text, message, isReserved = false, isExposed = false }): Finding => {
    const below = parsePath(text);
    const path = ['alarms', 'fanout', ...below];
    if (isReserved) return { code: 'FANOUT_RESERVED', path, message, cure: 'leave it out', isOfKey: true };
    if (isExposed) return { code: 'SECRET_IN_PLAINTEXT', path, message, cure: ENCRYPT };
    return { code: 'FANOUT_INVALID', path, ...lambdaWords(message) };
  });
}
