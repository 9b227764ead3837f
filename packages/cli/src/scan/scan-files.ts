import { dirname } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { createProgress } from '../io/progress.ts';
import { type RulesFor, rulesFinder } from '../settings/find-rules.ts';
import type { Finding } from './finding.ts';
import { type ListedFile, type Listing, nameOf } from './listing.ts';
import { holdsHint } from './prefilter.ts';

/** What a run found. */
export interface Scanned {
  /** By file, and in a file by place. */
  readonly findings: readonly Finding[];
  /** How many files were looked at. */
  readonly files: number;
  /** The files that could not be looked at. */
  readonly failures: readonly CliError[];
}

/**
 * Looks at every file of a listing. One that cannot be read does not end it.
 *
 * @throws CliError `RULES_INVALID`, `PROGRAM_FAILED`
 */
export async function scanFiles(listing: Listing, cwd: string): Promise<Scanned> {
  const readRules = rulesFinder(cwd);
  const folders = new Map<string, RulesFor>();
  const progress = createProgress('scanning');
  const findings: (readonly Finding[])[] = [];
  const failures = [...listing.failures];
  let files = 0;
  let done = 0;
  try {
    for await (const file of listing.files) {
      progress.update((done += 1), listing.count);
      const bytes = tryToRead(file, failures);
      if (bytes === undefined) continue;
      files += 1;
      const { path } = file;
      const folder = dirname(path);
      // Nothing is waited for without need: that takes longer than to look at a file in which nothing is.
      const rulesFor = folders.get(folder) ?? (await readRules(folder));
      folders.set(folder, rulesFor);
      const found = rulesFor(path);
      if (bytes.length === 0 || (found.rule?.encrypt === undefined && !holdsHint(bytes))) continue;
      const { findingsIn } = await import('./judge.ts');
      findings.push(await findingsIn({ name: nameOf(path, cwd), path, bytes, found }));
    }
  } finally {
    progress.end();
  }
  return { findings: findings.flat().toSorted(byFile), files, failures };
}

function tryToRead(file: ListedFile, failures: CliError[]): Buffer | undefined {
  try {
    return file.read();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    failures.push(error);
    return undefined;
  }
}

function byFile({ file: one }: Finding, { file: other }: Finding): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
