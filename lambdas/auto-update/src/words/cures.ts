import type { FailureCode } from '../failure.ts';

/** What to do about a host that has failed. */
export const CURES: Readonly<Record<FailureCode, string>> = {
  DRAIN_TIMEOUT:
    'it was brought in again as it was: see which task or connection does not end, or raise drainMinutes',
  NO_ANSWER:
    'see the command in the console of SSM, whether its agent runs there, and whether the Lambda may send the document',
  PATCH_FAILED: 'see /var/log/kmscrypt-auto-update.log there, and mend its packages',
  NOT_CHANGED:
    'see /var/log/kmscrypt-auto-update.log there: its updates are still pending, such as held packages',
  REBOOT_TIMEOUT: 'see its console output (aws ec2 get-console-output); replace it, or raise rebootMinutes',
  NOT_REBOOTED: 'reboot it, and see there why it did not: journalctl -b',
  UNHEALTHY: 'mend what it reports, or replace it; then bring it in by hand',
  IN_TIMEOUT: 'see why it does not serve: health checks of its target groups, the agent of ECS',
  UNHEALTHY_IN_SOAK: 'mend what it reports, or replace it; then bring it in by hand',
  REFRESH_FAILED:
    'see its refreshes (aws autoscaling describe-instance-refreshes) and its scaling activities',
  GONE: 'somebody or its group has terminated it: nothing, where that was meant',
};
