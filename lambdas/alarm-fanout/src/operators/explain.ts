import type { FanoutConfig, Match } from '../config.ts';
import { candidateIn, type Change } from '../ingest/change.ts';
import { type Verdict, verdictsOn } from '../ingest/verdict.ts';
import type { Candidate } from '../match.ts';
import { route } from '../route.ts';
import { severityOf } from '../severity.ts';

export interface ExplainOptions {
  readonly config: FanoutConfig;
  /** When it comes, in milliseconds since the epoch. */
  readonly now: number;
}

/** Who is told of a change that is the first of its alarm, and why: lines for people. */
export function explain(change: Change, { config, now }: ExplainOptions): string {
  const candidate = candidateIn(change);
  const { verdicts, isFallback } = verdictsOn(change, { memory: undefined, config, now });
  const lines = [
    `${candidate.name}: ${candidate.state}, ${candidate.kind} (${candidate.accountName ?? candidate.account}, ${candidate.region})`,
    `  severity ${candidate.severity}, ${severityReason(change, candidate, config)}`,
    `  it comes at ${new Date(now).toISOString()}, and happened at ${new Date(change.at).toISOString()}`,
    ...(now < change.at ? ['  that is before it happened: what follows is what would be then'] : []),
    ...routeLines(candidate, config),
    ...(isFallback ? ['  no route matches: it goes to the fallback'] : []),
    ...[...verdicts].map(([name, verdict]) => `  → ${name}: ${outcome(verdict)}`),
  ];
  return lines.join('\n');
}

function severityReason({ what }: Change, candidate: Candidate, { severity }: FanoutConfig): string {
  if (what.type === 'notice') return 'as the notice says';
  const { by, rule = 0 } = severityOf(candidate, severity);
  if (by === 'rule') return `by rule ${rule + 1}: ${wordsOf(severity.rules[rule]?.match ?? {})}`;
  return by === 'tag' ? `by the tag ${severity.tag}` : 'by default';
}

function routeLines(candidate: Candidate, config: FanoutConfig): readonly string[] {
  return route(config, candidate).routes.map((each) => {
    const { match, to, stop } = each;
    const number = config.routes.indexOf(each) + 1;
    return `  route ${number} matches (${wordsOf(match)}): ${to.join(', ')}${stop ? ', and stops' : ''}`;
  });
}

function wordsOf(match: Match): string {
  const parts = Object.entries(match).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${JSON.stringify(value)}`],
  );
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

function outcome(verdict: Verdict): string {
  if (verdict.status === 'tell') return ['is told', ...verdict.remarks].join('; ');
  if (verdict.status === 'hold')
    return `is held back (${verdict.why}), and looked at again at ${new Date(verdict.until).toISOString()}`;
  return `is not told (${UNTOLD[verdict.why]})`;
}

const UNTOLD = {
  disabled: "the alarm's actions are switched off",
  quiet: 'it is quiet, and what comes then is skipped',
  overtaken: 'a later change is known',
  damped: 'it is flapping',
} as const;
