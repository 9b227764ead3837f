import { counted } from '@kmscrypt/lambda';
import { section } from '@kmscrypt/lambda/operator';
import { isKeptOut } from '../kept-out.ts';
import { isInFlight, isOut } from '../plan/phase-kinds.ts';
import type { Looked } from '../ports.ts';
import type { HostRecord, Phase } from '../host-record.ts';
import type { Run } from '../state.ts';
import { agoText } from '../words/times.ts';
import { hostLine } from './host-line.ts';
import { recordsOfRun } from './under-way.ts';

/** How many hosts of a run are how far, and all that are not done, but those that are kept out. */
export function statusOfHosts(
  looked: Looked,
  { run: { size, canaries, canariesDone }, now }: { readonly run: Run; readonly now: number },
): readonly string[] {
  const records = recordsOfRun(looked);
  const phases = PHASES.flatMap((phase) => {
    const count = records.filter((record) => record.phase === phase).length;
    return count === 0 ? [] : [`${count} ${phase}`];
  });
  const inService = records.filter((record) => !isKeptOut(record));
  const listed = (heading: string, has: (record: HostRecord) => boolean): readonly string[] =>
    section(
      heading,
      inService.filter(has).map((record) => [hostLine(record, now)]),
    );
  return [
    `${counted(size, 'host')} when it began: ${phases.length === 0 ? 'none has been asked yet' : phases.join(', ')}`,
    ...(canaries.length === 0
      ? []
      : [
          `first: ${canaries.slice(0, 5).join(', ')}${canaries.length > 5 ? ` and ${canaries.length - 5} more` : ''}${canariesDone === undefined ? '' : `, well ${agoText(now, canariesDone)}`}`,
        ]),
    ...listed('under way', isInFlight),
    // Where there is neither ECS nor a target group, nothing takes a host out that has failed.
    ...listed('FAILED, AND NOT WELL', (record) => record.phase === 'failed' && isOut(record)),
    ...listed('failed, and in service', (record) => record.phase === 'failed' && !isOut(record)),
    ...listed('left out', ({ phase }) => phase === 'skipped'),
    ...listed('asked, and not answered yet', ({ phase }) => phase === 'checking'),
    ...listed('to be begun with', ({ phase }) => phase === 'waiting'),
  ];
}

const PHASES: readonly Phase[] = [
  'checking',
  'waiting',
  'taking-out',
  'patching',
  'rebooting',
  'verifying',
  'bringing-in',
  'soaking',
  'restoring',
  'done',
  'skipped',
  'failed',
  'gone',
];
