import { spanText } from '@kmscrypt/lambda';
import type { HostRecord } from '../host-record.ts';
import { hostName } from '../words/host-name.ts';
/** How far a host is, since when, and what stands in its way. */
export function hostLine(record: HostRecord, now: number): string {
  const { phase, since, attempts, zone, failure, skipped } = record;
  const why = failure ?? skipped;
  const again = attempts > 1 ? `, attempt ${attempts}` : '';
  return `${hostName(record)}, ${zone}: ${phase} for ${spanText(now - since)}${again}${
    why === undefined ? '' : `: ${why.text} [${why.code}]`
  }${refusedText(record)}`;
}

/** What AWS said when it last refused what was asked for in this phase. */
function refusedText({ phase, step, refused }: HostRecord): string {
  return [
    ...(step?.refused === undefined ? [] : [`; SSM has refused the command: ${step.refused}`]),
    ...(refused === undefined || refused.phase !== phase ? [] : [`; AWS has refused it: ${refused.reason}`]),
  ].join('');
}
