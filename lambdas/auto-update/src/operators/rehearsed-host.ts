import type { HostReport, StepResult } from '../host-report.ts';
import type { HostRecord } from '../host-record.ts';
import type { StepAction } from '../step.ts';
import type { Host } from '../view.ts';

/** Minutes that a step is assumed to take, until its answer is known. */
export const STEP_MINUTES: Readonly<Record<StepAction, number>> = {
  check: 1,
  patch: 5,
  reboot: 1,
  health: 2,
};

/** A host on which every step goes well: what it would answer. */
export interface RehearsedHost {
  answer(action: StepAction, step: string): StepResult;
}

/** @param hasToReboot whether it is assumed that updates need one */
export function rehearsedHost(
  host: Host,
  { record, hasToReboot }: { readonly record: HostRecord | undefined; readonly hasToReboot: boolean },
): RehearsedHost {
  const known = record?.after ?? record?.before;
  let report: HostReport = known ?? unknownReport(host);
  let isRebootDue = false;
  if (report.updates === 0) report = { ...report, updates: 1 };
  const done = (changes: Partial<HostReport>): void => void (report = { ...report, ...changes });
  return {
    answer: (action, step) => {
      if (action === 'check') done({ needsReboot: false });
      if (action === 'patch') {
        isRebootDue = hasToReboot;
        done({ updates: 0, security: 0, digest: `${report.digest}+`, needsReboot: isRebootDue });
      }
      const before = report;
      if (action === 'reboot') {
        isRebootDue = false;
        done({ boot: `${report.boot}+`, needsReboot: false });
      }
      return {
        step,
        result: 'ok',
        packages: action === 'patch' ? 'changed' : 'unchanged',
        report: { ...(action === 'reboot' ? before : report), isHealthy: true, problems: [] },
      };
    },
  };
}

function unknownReport({ agent, architecture }: Host): HostReport {
  return {
    boot: 'boot',
    kernel: '',
    platform: platformOf(agent?.platform ?? ''),
    architecture,
    updates: 1,
    security: 1,
    needsReboot: false,
    digest: 'digest',
    pin: 'none',
    isHealthy: true,
    problems: [],
    packages: [],
    morePackages: 0,
  };
}

/** What SSM says, as a host of the usual version would; only pins depend on it. */
function platformOf(platform: string): string {
  if (platform.startsWith('Amazon')) return 'amzn-2023';
  return platform.startsWith('Ubuntu') ? 'ubuntu-24.04' : 'debian-12';
}
