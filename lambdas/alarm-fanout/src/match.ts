import type { Notice } from '@kmscrypt/lambda';
import type { AlarmKind, Severity } from './alarm.ts';
import type { Match } from './config.ts';
import { fitsGlob } from './glob.ts';
import type { AlarmEvent } from './told.ts';

/** What alarms and notices have in common to be matched by. */
export interface Candidate {
  readonly kind: AlarmKind | 'notice';
  /** The alarm's name, the notice's title. */
  readonly name: string;
  readonly account: string;
  readonly accountName?: string | undefined;
  readonly region: string;
  /** Of the alarm's metrics; of a notice its source. */
  readonly namespaces: readonly string[];
  /** Absent while it is being found out: what asks for a severity does not match then. */
  readonly severity?: Severity | undefined;
  /** The alarm's state, the notice's status. */
  readonly state: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether it is of one contributor of a Metrics Insights alarm. */
  readonly isOfContributor: boolean;
}

/** An alarm to be matched; what the config and AWS add may be there or not. */
export function candidateOf(
  alarm: AlarmEvent & { readonly severity?: Severity | undefined; readonly accountName?: string | undefined },
): Candidate {
  const { kind, name, account, accountName, region, severity, state, tags, metrics, contributor } = alarm;
  return {
    kind,
    name,
    account,
    accountName,
    region,
    namespaces: metrics.flatMap(({ namespace }) => namespace ?? []),
    severity,
    state,
    tags,
    isOfContributor: contributor !== undefined,
  };
}

/** A notice to be matched. */
export function candidateOfNotice(notice: Notice, accountName: string | undefined): Candidate {
  const { title, account, region, source, severity, status, tags = {} } = notice;
  return {
    kind: 'notice',
    name: title,
    account,
    accountName,
    region,
    namespaces: [source],
    severity,
    state: status,
    tags,
    isOfContributor: false,
  };
}

/** Whether all that is asked for is so; of a list, one of its entries has to fit. */
export function matches(match: Match, candidate: Candidate): boolean {
  const { kind, name, account, accountName, region, namespaces, severity, state, tags, isOfContributor } =
    candidate;
  return (
    isIn(match.kind, kind) &&
    fitsAny(match.name, [name]) &&
    fitsAny(match.account, accountName === undefined ? [account] : [account, accountName]) &&
    fitsAny(match.region, [region]) &&
    fitsAny(match.namespace, namespaces) &&
    isIn(match.severity, severity) &&
    isIn(match.state, state) &&
    Object.entries(match.tags ?? {}).every(
      ([tag, globs]) => Object.hasOwn(tags, tag) && fitsAny(globs, [tags[tag] ?? '']),
    ) &&
    (match.contributor === undefined || match.contributor === isOfContributor)
  );
}

function isIn(wanted: readonly string[] | undefined, given: string | undefined): boolean {
  return wanted === undefined || (given !== undefined && wanted.includes(given));
}

function fitsAny(globs: readonly string[] | undefined, given: readonly string[]): boolean {
  return globs === undefined || globs.some((glob) => given.some((each) => fitsGlob(glob, each)));
}
