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

/** How bad something is, and what says so. */
export interface Graded {
  readonly severity: Severity;
  readonly by: 'tag' | 'rule' | 'default';
  /** Which of the rules, from 0. */
  readonly rule?: number | undefined;
}

/**
 * How bad it is: what the alarm's tag says in any of the usual words, else what the first rule that matches says, else the
 * default. A tag with another word is as none.
 */
export function severityOf(
  candidate: Omit<Candidate, 'severity'>,
  { tag, rules, default: otherwise }: FanoutConfig['severity'],
): Graded {
  const { tags } = candidate;
  const tagged = severityIn(Object.hasOwn(tags, tag) ? tags[tag] : undefined);
  if (tagged !== undefined) return { severity: tagged, by: 'tag' };
  const index = rules.findIndex(({ match }) => matches(match, { ...candidate, severity: undefined }));
  const rule = rules[index];
  return rule === undefined
    ? { severity: otherwise, by: 'default' }
    : { severity: rule.severity, by: 'rule', rule: index };
}

function severityIn(word: string | undefined): Severity | undefined {
  return SEVERITY_OF.get((word ?? '').toLowerCase().replaceAll(/[\s_-]/g, ''));
}
