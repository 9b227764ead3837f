import type { Path } from '../path.ts';

export interface UpdatesCure {
  /** Where the problem stands within `updates`, whose fleets have the policy of `*` likewise. */
  readonly at: RegExp;
  readonly cure: string;
}

const HOSTS = 'write a number of hosts such as 2, or a share such as 10%';

/** What to write instead of what the Lambda refuses; the first that fits. */
export const UPDATES_CURES: readonly UpdatesCure[] = [
  { at: /^fleets$/, cure: 'name one, or leave `updates` out' },
  { at: /^fleets\.[^.]+$/, cure: 'call it by a-z, 0-9 and -, such as web' },
  { at: /\.tags(?:\..*)?$/, cure: 'write one to five tags such as role: jobs, or lists of their values' },
  { at: /\.targetGroups\..*$/, cure: 'write the ARN of a target group' },
  { at: /\.services\..*$/, cure: 'write the name of a unit such as nginx.service' },
  { at: /\.image$/, cure: 'write the name of a parameter such as /acme/images/web' },
  { at: /^freeze$/, cure: 'write the name of a parameter such as /acme/freeze' },
  { at: /^after$/, cure: 'write an environment that stands before in the list, or leave it out' },
  { at: /^quietDays$/, cure: 'leave it out for the default, 3' },
  { at: /policy\.windows\.\d+\.hours$/, cure: 'write hours such as 02:00-05:00' },
  { at: /policy\.windows\.\d+\.timezone$/, cure: 'write one such as Europe/Berlin, or leave it out for UTC' },
  {
    at: /policy\.windows(?:\.\d+)?(?:\.days)?$/,
    cure: 'leave it out: every day from 02:00 to 05:00, or all days',
  },
  { at: /policy\.(?:maxUnavailable|minHealthy|canary\.hosts)$/, cure: HOSTS },
  ...Object.entries({
    soakMinutes: 5,
    spacingMinutes: 0,
    drainMinutes: 30,
    patchMinutes: 60,
    rebootMinutes: 15,
    graceMinutes: 15,
    stopAfter: 2,
    everyHours: 24,
    giveUpDays: 7,
  }).map(([field, usual]) => ({
    at: new RegExp(String.raw`policy\.${field}$`),
    cure: `leave it out for the default, ${usual}`,
  })),
];

/** The cure of what the Lambda refuses at a path within `updates`, where there is one that fits. */
export function cureOfUpdates(path: Path): string | undefined {
  return UPDATES_CURES.find(({ at }) => at.test(path.join('.')))?.cure;
}
