import { counted, spanText, timeText } from '@kmscrypt/lambda';
import type { HostLine, RunReport } from '../plan-types.ts';
import type { FailureCode } from '../failure.ts';
import { CURES } from './cures.ts';
import { hostName } from './host-name.ts';
import { wishText } from './wish-text.ts';

/** A report, for people: what matters most first. */
export function reportText(report: RunReport): string {
  return reportLines(report).join('\n');
}

/** The same, line by line. */
export function reportLines(report: RunReport): readonly string[] {
  return [...headLines(report), ...GROUPS.flatMap((group) => groupLines(report.hosts, group))];
}

/** `12 hosts: 10 updated, 1 failed, 1 left out`. */
export function countsText(hosts: readonly HostLine[]): string {
  const parts = RESULTS.flatMap((result) => {
    const count = hosts.filter((host) => host.result === result).length;
    return count === 0 ? [] : [`${count} ${result}`];
  });
  const total = counted(hosts.length, 'host');
  return parts.length === 0 ? total : `${total}: ${parts.join(', ')}`;
}

const RESULTS = ['updated', 'nothing to do', 'failed', 'gone', 'left out'] as const;

function headLines({ oldest, leastServing, floor, ...report }: RunReport): readonly string[] {
  return [
    `${report.run}: ${report.outcome}`,
    ...(report.reason === undefined ? [] : [`why: ${report.reason}`]),
    `fleet ${report.fleet} of ${report.environment}, ${report.mode}; ${timeText(report.began)} to ${timeText(report.ended)}, ${spanText(report.ended - report.began)}`,
    ...(report.aborted === undefined ? [] : [`aborted by ${wishText(report.aborted)}`]),
    `brought to: ${report.release}`,
    countsText(report.hosts),
    ...(leastServing === undefined
      ? []
      : [`fewest hosts in service: ${leastServing}${floor === undefined ? '' : ` (floor: ${floor})`}`]),
    ...(oldest === undefined
      ? []
      : [`updated the longest ago: ${oldest.id}, ${counted(oldest.days, 'day')} ago`]),
  ];
}

interface Group {
  readonly heading: string;
  readonly has: (host: HostLine) => boolean;
}

const GROUPS: readonly Group[] = [
  { heading: 'KEPT OUT OF SERVICE', has: ({ isOut }) => isOut },
  { heading: 'failed, and in service', has: ({ isOut, result }) => !isOut && result === 'failed' },
  { heading: 'gone', has: ({ isOut, result }) => !isOut && result === 'gone' },
  { heading: 'left out', has: ({ isOut, result }) => !isOut && result === 'left out' },
  { heading: 'updated', has: ({ isOut, result }) => !isOut && result === 'updated' },
  { heading: 'nothing to do', has: ({ isOut, result }) => !isOut && result === 'nothing to do' },
];

function groupLines(hosts: readonly HostLine[], { heading, has }: Group): readonly string[] {
  const lines = hosts.filter(has).flatMap(hostLines);
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function hostLines(host: HostLine): readonly string[] {
  const { changes, packages } = host;
  const more = packages - changes.length;
  const all = more > 0 ? [...changes, `${more} more`] : changes;
  return [
    `${hostName(host)}, ${host.zone}${factsText(host)}`,
    ...(all.length === 0 ? [] : [`  ${all.join(', ')}`]),
    ...(host.remarks ?? []).map((remark) => `  ${remark}`),
    ...cureLines(host),
  ];
}

/** Of a host that somebody has to see to. */
function cureLines({ code, isOut, result }: HostLine): readonly string[] {
  const isToMend = isOut || result === 'failed' || result === 'gone';
  return isToMend && code !== undefined && isFailure(code) ? [`  cure: ${CURES[code]}`] : [];
}

function isFailure(code: NonNullable<HostLine['code']>): code is FailureCode {
  return Object.hasOwn(CURES, code);
}

function factsText({ why, code, from, to, packages, pin, hasRebooted, minutesOut }: HostLine): string {
  const facts = [
    ...(why === undefined ? [] : [code === undefined ? why : `${why} [${code}]`]),
    ...versionText(from, to),
    ...(packages === 0 ? [] : [counted(packages, 'package')]),
    ...(pin === undefined ? [] : [`pinned to ${pin}`]),
    ...(hasRebooted ? ['rebooted'] : []),
    ...(minutesOut === undefined ? [] : [`${counted(minutesOut, 'minute')} out of service`]),
  ];
  return facts.length === 0 ? '' : `: ${facts.join('; ')}`;
}

function versionText(from: string | undefined, to: string | undefined): readonly string[] {
  if (from === undefined && to === undefined) return [];
  if (from === undefined || to === undefined || from === to) return [to ?? from ?? ''];
  return [`${from} → ${to}`];
}
