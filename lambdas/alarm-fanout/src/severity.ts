import type { Severity } from './alarm.ts';
import type { FanoutConfig } from './config.ts';
import { type Candidate, matches } from './match.ts';

/** Values of the severity tag. Case, blanks, `-` and `_` do not count: `SEV-1` is `sev1`. */
const WORDS: Readonly<Record<Severity, readonly string[]>> = {
  critical: [
    'critical',
    'crit',
    'fatal',
    'emergency',
    'page',
    'blocker',
    'p0',
    'p1',
    'sev0',
    'sev1',
    's1',
    '1',
  ],
  error: ['error', 'err', 'high', 'major', 'urgent', 'p2', 'sev2', 's2', '2'],
  warning: ['warning', 'warn', 'medium', 'moderate', 'minor', 'p3', 'sev3', 's3', '3'],
  info: ['info', 'information', 'informational', 'notice', 'low', 'p4', 'p5', 'sev4', 'sev5', 's4', '4', '5'],
};

const SEVERITY_OF: ReadonlyMap<string, Severity> = new Map([
  ...WORDS.critical.map((word) => [word, 'critical'] as const),
  ...WORDS.error.map((word) => [word, 'error'] as const),
  ...WORDS.warning.map((word) => [word, 'warning'] as const),
  ...WORDS.info.map((word) => [word, 'info'] as const),
]);

/**
 * How bad it is: what the alarm's tag says in any of the usual words, else what the first rule that matches says, else the
 * default. A tag with another word is as none.
 */
export function severityOf(
  candidate: Omit<Candidate, 'severity'>,
  { tag, rules, default: otherwise }: FanoutConfig['severity'],
): Severity {
  const { tags } = candidate;
  const told = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  return (
    severityIn(told) ??
    rules.find(({ match }) => matches(match, { ...candidate, severity: undefined }))?.severity ??
    otherwise
  );
}

function severityIn(word: string | undefined): Severity | undefined {
  return SEVERITY_OF.get((word ?? '').toLowerCase().replaceAll(/[\s_-]/g, ''));
}
