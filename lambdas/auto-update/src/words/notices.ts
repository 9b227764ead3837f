import { counted, spanText } from '@kmscrypt/lambda';
import type { HostLine, RunReport } from '../plan-types.ts';
import type { Failure } from '../failure.ts';
import type { Run } from '../state.ts';
import type { Told } from '../told.ts';
import { indentedLineOf, lineOf, linesOf } from './bounded.ts';
import { CURES } from './cures.ts';
import { releaseText } from './release-text.ts';
import { countsText, reportLines } from './report-text.ts';
/** Limits of @kmscrypt/lambda's Notice, in characters; those of facts are alarm-fanout's. */
const TITLE = 200;
const TEXT = 8_000;
const FACT = 1_000;
/** How many hosts a title names. */
const NAMED = 3;

/** A run has begun. */
export function startNotice(run: Run): Told {
  const { id, began, fleet, size, release, canaries } = run;
  const first = canaries.length === 0 ? '' : `; ${listText(canaries)} first`;
  return {
    title: titleOf(`update of ${fleet.name} has begun: ${counted(size, 'host')}${first}`),
    text: [
      `hosts are brought to: ${lineOf(releaseText(release, release.id !== id), FACT)}`,
      run.cause === 'asked' ? 'an operator asked for it' : 'it was due',
      `to hold it: kmscrypt-lambda auto-update pause --fleet ${fleet.name}`,
      `to end it with every host in service: kmscrypt-lambda auto-update abort --fleet ${fleet.name}`,
    ].join('\n'),
    severity: 'info',
    key: id,
    status: 'start',
    at: began,
    facts: { ...runFacts(run), mode: fleet.mode, hosts: String(size) },
  };
}

/** So many of its hosts are done. @param done hosts with which nothing more will be done */
export function progressNotice(
  run: Run,
  { done, total, now }: { readonly done: number; readonly total: number; readonly now: number },
): Told {
  const percent = total <= 0 ? 100 : Math.max(0, Math.min(100, Math.floor((100 * done) / total)));
  return {
    title: titleOf(`update of ${run.fleet.name}: ${done} of ${counted(total, 'host')}`),
    severity: 'info',
    key: run.id,
    status: 'progress',
    percent,
    at: now,
    facts: runFacts(run),
  };
}

/** A host has failed, or a run has been stopped or cannot go on. */
export function failureNotice(run: Run, failure: Failure & { readonly host?: string | undefined }): Told {
  const { host, code, text, at } = failure;
  const what = host === undefined ? text : `${host} has failed: ${text}`;
  return {
    title: titleOf(`update of ${run.fleet.name}: ${what}`),
    text: [`${code}: ${lineOf(text, FACT)}`, ...(host === undefined ? [] : [`cure: ${CURES[code]}`])].join(
      '\n',
    ),
    severity: 'error',
    // Incidents of hosts are theirs: the end of the run does not close them.
    key: host === undefined ? run.id : `${run.id}/${host}`,
    status: 'event',
    at,
    facts: { ...runFacts(run), code, ...(host === undefined ? {} : { host }) },
  };
}

/** A run has ended. */
export function endNotice(report: RunReport): Told {
  const { run, fleet, environment, hosts, ended, began } = report;
  const out = hosts.filter(({ isOut }) => isOut);
  const kept = out.length === 0 ? '' : `; kept out of service: ${listText(out.map(({ id }) => id))}`;
  return {
    title: titleOf(`update of ${fleet} ${outcomeText(report)}: ${countsText(hosts)}${kept}`),
    text: linesOf(
      reportLines(report).map((line) => indentedLineOf(line, FACT)),
      { most: TEXT, where: `kmscrypt-lambda auto-update report --run ${run}` },
    ),
    severity: severityOf(report, out),
    key: run,
    status: 'end',
    at: ended,
    facts: { environment, fleet, run, took: spanText(ended - began), brought: lineOf(report.release, FACT) },
  };
}

/** The config has changed while a run goes on, or another thing that people should know. */
export function remarkNotice(run: Run, remark: { readonly text: string; readonly at: number }): Told {
  return {
    title: titleOf(`update of ${run.fleet.name}: ${remark.text}`),
    ...(remark.text.length > TITLE / 2 ? { text: lineOf(remark.text, TEXT) } : {}),
    severity: 'info',
    key: run.id,
    status: 'event',
    at: remark.at,
    facts: runFacts(run),
  };
}

const OUTCOMES = {
  done: 'is done',
  partly: 'is done in part',
  stopped: 'was stopped, too many have failed',
  aborted: 'was aborted',
  'gave-up': 'has given up, not all in time',
  'rolled-back': 'was rolled back',
} as const;

function outcomeText({ outcome, aborted, hosts, mode, reason }: RunReport): string {
  if (outcome === 'aborted' && aborted !== undefined)
    return `was aborted by ${aborted.by}${inBrackets(aborted.reason)}`;
  // No host of a group is asked, and none is counted as failed.
  if (outcome === 'stopped' && mode === 'refresh') return `was stopped${inBrackets(reason)}`;
  const isUnasked = hosts.length > 0 && hosts.every(({ result }) => result === 'left out');
  return outcome === 'stopped' && isUnasked ? 'was stopped, no host could be asked' : OUTCOMES[outcome];
}

function inBrackets(reason: string | undefined): string {
  return reason === undefined ? '' : ` (${reason})`;
}

/** An incident stays open for whatever people have to see to: a host that is out, a run that went wrong. */
function severityOf({ outcome }: RunReport, out: readonly HostLine[]): Told['severity'] {
  if (out.length > 0 || outcome === 'stopped' || outcome === 'rolled-back') return 'error';
  return outcome === 'done' ? 'info' : 'warning';
}

function runFacts({ id, fleet }: Run): Readonly<Record<string, string>> {
  return { fleet: fleet.name, run: id };
}

function titleOf(text: string): string {
  return lineOf(text, TITLE);
}

/** `i-1, i-2, i-3 and 4 more`. */
function listText(ids: readonly string[]): string {
  const more = ids.length - NAMED;
  return `${ids.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
