import type { AlarmPlace } from '../alarm-reader.ts';
import type { FanoutConfig } from '../config.ts';
import type { AlarmEvent } from '../told.ts';

/** Whose alarms may be looked up. */
export interface ReadableAccounts {
  /** By number. */
  readonly accounts: FanoutConfig['accounts'];
  /** The function's own. */
  readonly account: string | undefined;
}

/**
 * Where alarms are to be looked up, each once: those of the function's own account, and of accounts that have a role for it.
 * Mute rules are asked for by what comes through EventBridge only: CloudWatch itself withholds actions while they last.
 */
export function placesToRead(
  alarms: readonly AlarmEvent[],
  { accounts, account: own }: ReadableAccounts,
): readonly AlarmPlace[] {
  const roles = new Map(Object.entries(accounts));
  const places = new Map<string, AlarmPlace>();
  for (const { arn, name, account, region, kind, via } of alarms) {
    const role = roles.get(account)?.role;
    const isReadable = account === own || role !== undefined;
    if (!isReadable || region === 'unknown') continue;
    const asksMutes = via === 'event-bridge' || places.get(arn)?.asksMutes === true;
    places.set(arn, { arn, name, account, region, role, isComposite: kind === 'composite', asksMutes });
  }
  return [...places.values()];
}
