import type { Config } from '../../../cdk/src/config/schema.ts';
import type { Updates } from '../../../cdk/src/config/updates-schema.ts';

/** Begins at any time, and waits for nothing. */
const QUICK: NonNullable<Updates['policy']> = {
  windows: [{ hours: '00:00-12:00' }, { hours: '12:00-00:00' }],
  maxUnavailable: 1,
  canary: { hosts: 0, soakMinutes: 0 },
  soakMinutes: 0,
  graceMinutes: 0,
  alarms: { names: ['of-nothing-*'] },
};

/** The config, with updates that need minutes rather than nights. */
export function updatingQuickly(config: Config): Config {
  const environments = config.environments.map((each) =>
    each.updates === undefined
      ? each
      : { ...each, updates: { ...each.updates, policy: QUICK, quietDays: 0 } },
  );
  return { ...config, environments };
}
