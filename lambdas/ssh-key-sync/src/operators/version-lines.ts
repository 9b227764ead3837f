import { spanText, timeText } from '@kmscrypt/lambda';
import { SHOWN } from '@kmscrypt/lambda/operator';
import { ownOf } from '../own-of.ts';
import type { HostRecord, ManifestRecord } from '../state.ts';
import type { ExplainInput } from './explanation.ts';
import { idOf } from './find-host.ts';

/** Which version there is, and which one the host or the hosts have. */
export function versionLines({ host, state, reports, now }: ExplainInput): readonly string[] {
  const { hostGroup, instance, report } = host;
  const manifest = ownOf(state.manifests, hostGroup);
  if (manifest === undefined) return [`${hostGroup} has no manifest yet`];
  const head = `${hostGroup}: version ${manifest.version} of ${timeText(manifest.issued)}, expires ${timeText(manifest.expires)}${manifest.expires <= now ? ': EXPIRED' : ''}`;
  if (instance !== undefined) return [head, `${instance.id} ${reportWords(report, { manifest, now })}`];
  const own = Object.entries(reports).filter(([, each]) => each.hostGroup === hostGroup);
  if (own.length === 0) return [head, 'no host has reported yet'];
  const behind = own.filter(([, each]) => each.version !== manifest.version);
  return [
    head,
    ...behind.slice(0, SHOWN).map(([arn, each]) => `${idOf(arn)} ${reportWords(each, { manifest, now })}`),
    ...(behind.length === 0 ? ['all hosts that have reported have it'] : []),
    ...(behind.length > SHOWN ? [`… and ${behind.length - SHOWN} more`] : []),
  ];
}

export function reportWords(
  report: HostRecord | undefined,
  { manifest, now }: { readonly manifest: ManifestRecord; readonly now: number },
): string {
  if (report === undefined) return 'has not reported yet';
  const { version, applied, at, result, problems } = report;
  const has =
    version === 0
      ? 'has no version'
      : `has version ${version}${applied === 0 ? '' : ` since ${timeText(applied)}`}`;
  const is = version === manifest.version ? 'up to date' : 'behind';
  const said = problems.length === 0 ? '' : `: ${problems.join('; ')}`;
  return `${has}, ${is}; reported ${spanText(now - at, 1)} ago, ${result}${said}`;
}
