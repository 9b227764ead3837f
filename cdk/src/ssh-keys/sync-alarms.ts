import { ofErrors, ofQueue, type Watched } from '../alarms/watched.ts';
import { ofRule, own, section } from './sync-metrics.ts';

/** What the alarms depend on. */
interface WatchedOptions {
  /** Of the function and its queue. */
  readonly name: string;
  /** Of the rules that fill the queue. */
  readonly ruleNames: readonly string[];
  /** Minutes between whole reads. */
  readonly readEvery: number;
}

/** The alarms of lambdas/ssh-key-sync/README.md, "Metrics", and those of what wakes the Lambda; by the ends of their names. */
export function watchedOf({ name, ruleNames, readEvery }: WatchedOptions): Readonly<Record<string, Watched>> {
  return {
    'no-runs': {
      ...own('Runs', 'Sum'),
      threshold: 1,
      periods: 3,
      isDue: true,
      description: `Nothing has run for 15 minutes: access stays as it is, and who has left keeps it. Look at the function's log, its mapping and the rule ${name}-tick. ${section('Limits and failures')}`,
    },
    'removals-held-back': {
      ...own('RemovalsHeldBack', 'Maximum'),
      threshold: 0,
      periods: 2,
      description: `Users who should lose access keep it: more than one run may take, a group that is suddenly empty, or a read that fails. See who with \`kmscrypt-lambda ssh-key-sync held\`; approve it, or put the group right. ${section('Guards')}`,
    },
    'read-failures': {
      ...own('ReadFailures', 'Maximum'),
      threshold: 0,
      periods: 6,
      description: `Reads of IAM or of parameters have failed for 30 minutes, or a group of the config is not there: what they would show is neither given nor taken away. The log says what and why: throttling, a role, a permission; \`kmscrypt-lambda ssh-key-sync plan\` names groups. ${section('Guards')}`,
    },
    'manifest-age': {
      ...own('ManifestAge', 'Maximum'),
      threshold: readEvery * 60 * TIMES_LATE,
      description: `No whole read has come to its end for ${readEvery * TIMES_LATE} minutes: what events do not tell is not seen. See ReadBacklog and ReadFailures; if reads are slow, raise callsPerSecond. ${section('Limits and failures')}`,
    },
    'expired-manifests': {
      ...own('ExpiredManifests', 'Maximum'),
      threshold: 0,
      description: `A manifest has expired, as whole reads have failed for long: hosts keep what they have, or lock all but break-glass where the config says so. Look at read-failures and no-runs first. ${section('Limits and failures')}`,
    },
    'hosts-behind': {
      ...own('HostsBehind', 'Maximum'),
      threshold: 0,
      periods: 2,
      description: `Hosts do not have the latest manifest, or report no more: who has lost access may still get in there. See which with \`kmscrypt-lambda ssh-key-sync hosts\`. ${section('Bounds')}`,
    },
    'hosts-failed': {
      ...own('HostsFailed', 'Maximum'),
      threshold: 0,
      periods: 2,
      description: `Hosts have refused a manifest, or failed in a part of it; they keep their last good state. See which, and what they report, with \`kmscrypt-lambda ssh-key-sync hosts\`. ${section('The host part')}`,
    },
    'unseen-hosts': {
      ...own('HostReadFailures', 'Maximum'),
      threshold: 0,
      periods: 3,
      description: `Hosts of a group, or the reports of hosts, cannot be read for 15 minutes: which of them are behind or have failed is not known. The log says what and why: the role of that account, a permission. ${section('IAM')}`,
    },
    'tell-failures': {
      ...own('TellFailures', 'Maximum'),
      threshold: 0,
      periods: 3,
      description: `Manifests or commands have failed for 15 minutes: hosts find changes by their timers, or not at all. The log says why. ${section('Bounds')}`,
    },
    'failed-invocations': {
      ...own('FailedInvocations', 'Sum'),
      threshold: 0,
      periods: 2,
      description: `Runs fail as a whole, such as where the state is lost; the log says why, and messages come back. ${section('Limits and failures')}`,
    },
    errors: {
      ...ofErrors(name, 'Sum'),
      threshold: 0,
      periods: 2,
      description: `The function cannot start, throws, or runs out of time; the log says why, and messages come back. ${section('Limits and failures')}`,
    },
    'oldest-event': {
      ...ofQueue(name, 'ApproximateAgeOfOldestMessage'),
      // The message of a first read of many users waits until it is done.
      threshold: 7_200,
      description: `An event has waited for two hours: access may not be as it says. Look at the function's log. ${section('Limits and failures')}`,
    },
    'dead-letters': {
      ...ofQueue(`${name}-dead-letters`, 'ApproximateNumberOfMessagesVisible'),
      threshold: 0,
      description: `Events were put aside; whole reads find what they say. Once the cause is gone, move them back to ${name} (StartMessageMoveTask). ${section('Limits and failures')}`,
    },
    ...Object.fromEntries(
      ruleNames.map((rule) => [`failed-rule-${rule.slice(name.length + 1)}`, ofRule(rule)]),
    ),
  };
}

/** After how many times as long as between two whole reads there should have been one. */
const TIMES_LATE = 3;
