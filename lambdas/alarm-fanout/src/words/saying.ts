import type { Severity } from '../alarm.ts';

/**
 * What is said of an alarm or a notice, in plain text that is escaped for no vendor: destinations differ in markup, not in words.
 * Empty lists and absent texts are not shown.
 */
export interface Saying {
  /** `ALARM: cpu-high`, at most 200 characters, one line. */
  readonly headline: string;
  /** What its colour is to say. */
  readonly mood: 'bad' | 'good' | 'unsure' | 'neutral';
  readonly severity: Severity;
  /** One or two sentences: what was measured, against what; at most 300 characters. */
  readonly summary: string;
  readonly description?: string | undefined;
  /** In CloudWatch's own words, or the text of a notice; up to 8 KB. */
  readonly reason?: string | undefined;
  /** Account, region, since when, metric, dimensions, contributor, …; the most important first. */
  readonly facts: readonly Fact[];
  /** Children of a composite alarm, lines of a log alarm, expressions of metric math: a heading and a line each. */
  readonly lists: readonly List[];
  /** Why it comes now, or is damped; a sentence each. */
  readonly remarks: readonly string[];
  /** Runbook first. */
  readonly links: readonly { readonly name: string; readonly url: string }[];
  readonly graphUrl?: string | undefined;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface List {
  readonly heading: string;
  readonly lines: readonly string[];
  /** Whether its lines are code, or of a log. Default false. */
  readonly isCode?: boolean | undefined;
}
