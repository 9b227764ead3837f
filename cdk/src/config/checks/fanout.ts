import type { FanoutProblem } from '../../alarms/check-fanout.ts';
import type { Draft } from '../draft.ts';
import { parsePath } from '../path.ts';
import type { Finding } from '../problem.ts';

/** Checks what the Lambda alarm-fanout would be given; what the package adds is there already. */
export type CheckFanout = (fanout: Readonly<Record<string, unknown>>) => Promise<readonly FanoutProblem[]>;

/** The config of the Lambda alarm-fanout, which has a schema of its own. */
export async function checkAlarms({ alarms }: Draft, checkFanout: CheckFanout): Promise<readonly Finding[]> {
  if (alarms === undefined) return [];
  const root = ['alarms', 'fanout'];
  const problems = await checkFanout(alarms.fanout);
  return problems.map(({ path, message, isReserved = false }) => ({
    code: isReserved ? 'FANOUT_RESERVED' : 'FANOUT_INVALID',
    path: [...root, ...parsePath(path)],
    message,
    ...(isReserved && { cure: 'leave it out', isOfKey: true }),
  }));
}
