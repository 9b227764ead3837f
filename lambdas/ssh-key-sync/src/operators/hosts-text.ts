import { counted, spanText, timeText } from '@kmscrypt/lambda';
import { section, sectionsText, SHOWN } from '@kmscrypt/lambda/operator';
import { FORMER, formerLine } from './former-groups.ts';
import type { GroupReport, HostLine } from './hosts-report.ts';

/** The hosts of all groups for people. @param now in milliseconds since the epoch. */
export function hostsText(groups: readonly GroupReport[], now: number): string {
  const former = groups.flatMap(({ hostGroup, manifest, isFormer }) =>
    isFormer && manifest !== undefined ? [[formerLine({ hostGroup, manifest })]] : [],
  );
  return sectionsText([
    ...groups.filter(({ isFormer }) => !isFormer).map((group) => groupLines(group, now)),
    section(FORMER, former),
  ]);
}

function groupLines(group: GroupReport, now: number): readonly string[] {
  const { hostGroup, problem, running, upToDate, onTheWay, behind, failed } = group;
  const counts = [
    `${upToDate} up to date`,
    ...(onTheWay > 0 ? [`${onTheWay} not yet`] : []),
    ...(behind.length > 0 ? [`${behind.length} behind`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  return [
    `${hostGroup}: ${manifestWords(group)}`,
    problem === undefined
      ? `  ${counted(running, 'host')} running: ${counts.join(', ')}`
      : `  which hosts run cannot be asked for: ${problem}`,
    ...cut(behind.map((host) => `  behind: ${hostWords(host, now)}`)),
    ...cut(failed.map((host) => `  failed: ${hostWords(host, now)}`)),
  ];
}

function manifestWords({ manifest, isExpired }: GroupReport): string {
  if (manifest === undefined) return 'no manifest yet';
  const { version, issued, expires } = manifest;
  const end = isExpired ? `EXPIRED at ${timeText(expires)}` : `expires ${timeText(expires)}`;
  return version === 0
    ? 'the first manifest is not in the bucket yet'
    : `version ${version} of ${timeText(issued)}, ${end}`;
}

function hostWords({ id, name, why, since, last }: HostLine, now: number): string {
  const head = name === undefined ? id : `${id} (${name})`;
  const reason = why === undefined ? (last?.result ?? 'failed') : why;
  const issued = since === undefined ? '' : `; what it should have is of ${timeText(since)}`;
  const problems = last === undefined || last.problems.length === 0 ? '' : `: ${last.problems.join('; ')}`;
  const reported = last === undefined ? '' : `; reported ${spanText(now - last.at, 1)} ago`;
  return `${head}: ${reason}${problems}${issued}${reported}`;
}

function cut(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return more <= 0 ? lines : [...lines.slice(0, SHOWN), `  … and ${more} more (--json has them all)`];
}
