import type { FanoutProblem } from '../../alarms/check-fanout.ts';
import type { Draft } from '../draft.ts';
import { parsePath } from '../path.ts';
import type { Finding } from '../problem.ts';

/** Checks what the Lambda alarm-fanout would be given; what the package adds is there already. */
export type CheckFanout = (fanout: Readonly<Record<string, unknown>>) => Promise<readonly FanoutProblem[]>;

/** What the package adds. */
const ADDED = ['queues', 'table'];

/** The config of the Lambda alarm-fanout, which has a schema of its own. */
export async function checkAlarms({ alarms }: Draft, checkFanout: CheckFanout): Promise<readonly Finding[]> {
  if (alarms === undefined) return [];
  const root = ['alarms', 'fanout'];
  const reserved = ADDED.filter((key) => key in alarms.fanout).map((key): Finding => ({
    code: 'FANOUT_RESERVED',
    path: [...root, key],
    message: 'is added by the package',
    cure: 'leave it out',
    isOfKey: true,
  }));
  if (reserved.length > 0) return reserved;
  const problems = await checkFanout(alarms.fanout);
  return problems.map(({ path, message }) => ({
    code: 'FANOUT_INVALID',
    path: [...root, ...parsePath(path)],
    message,
  }));
}
